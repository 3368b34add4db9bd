/* spool_segment.h - the segment that is being written: opened, grown by whole frames, completed. All names are relative to an open folder. */
#ifndef SLURMBANK_JOBCOMP_SPOOL_SEGMENT_H
#define SLURMBANK_JOBCOMP_SPOOL_SEGMENT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

#include "queue.h"

struct segment {
    int file; /* -1: none is being written */
    unsigned long long number; /* of this one, or of the last one */
    uint32_t salt;
    off_t good; /* so much of it is whole frames */
    struct timespec begun; /* monotonic */
};

/* Makes one with the next number. False with errno. */
bool segment_open(struct segment *segment, int folder);

/* Adds a frame by one write. False with errno; then the segment ends with the frame before. */
bool segment_write(struct segment *segment, const unsigned char *payload, size_t size);

/* Adds a record of a loss. False with errno. */
bool segment_write_loss(struct segment *segment, const struct loss *loss);

bool segment_has_records(const struct segment *segment);

/* Ends it: it becomes complete, or leaves nothing behind where it has no record. */
void segment_close(struct segment *segment, int folder);

#endif
