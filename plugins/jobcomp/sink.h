/*
 * sink.h - where records go. A sink is called by one thread only, its outlet's, and may take its time: nobody waits for it.
 * The spool is one; another one is another file and one line in jobcomp_slurmbank.c, with a queue and a thread of its own.
 */
#ifndef SLURMBANK_JOBCOMP_SINK_H
#define SLURMBANK_JOBCOMP_SINK_H

#include "queue.h"

#define PROBLEM_SIZE 256

struct sink {
    const char *name;

    /*
     * Takes records, in their order, and answers how many of them are safe: they are never given again. What is not safe is given again
     * later, so a sink may meet a record twice, and the bank settles it once. Where not all are safe, `problem` says why. A loss is told
     * before the first record; `*loss_told` says that it is safe too. With no records and no loss it only makes itself ready.
     */
    size_t (*deliver)(struct sink *sink, struct entry *const *batch, size_t count, const struct loss *loss, bool *loss_told, char problem[PROBLEM_SIZE]);

    /* What is due without records; answers after how many milliseconds it wants to be called again, 0 for not until there are records. */
    long (*tick)(struct sink *sink);

    /* Completes what was delivered; the last call. */
    void (*finish)(struct sink *sink);
};

#endif
