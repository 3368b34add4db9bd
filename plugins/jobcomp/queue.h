/*
 * queue.h - a queue of records, bounded in bytes. Adding never waits for anybody's disk. Where it is full the oldest are dropped and
 * counted: the newest are what nobody else has told the bank yet, the older ones sync settles anyway.
 */
#ifndef SLURMBANK_JOBCOMP_QUEUE_H
#define SLURMBANK_JOBCOMP_QUEUE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct entry {
    struct entry *next;
    int64_t logged_us;
    size_t size;
    unsigned char data[];
};

/* Records that were dropped and that no loss record tells of yet. */
struct loss {
    uint64_t count;
    int64_t first_us;
    int64_t last_us;
};

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t changed; /* on the monotonic clock */
    struct entry *first, *last;
    size_t count, bytes, limit;
    size_t in_flight; /* so many of the first are being delivered and are not dropped */
    struct loss loss;
    uint64_t added, delivered, dropped;
    bool stopping;
};

void queue_start(struct queue *queue, size_t limit_bytes);
void queue_release(struct queue *queue);

/* Adds a copy. False where there is no memory for it; that counts as dropped. */
bool queue_add(struct queue *queue, const unsigned char *data, size_t size, int64_t logged_us);

/* Waits until there are records, or until `deadline` (monotonic; NULL: for ever), or for the end. Adding does not wake where `only_stop`. */
void queue_wait(struct queue *queue, const struct timespec *deadline, bool only_stop);

/* The first records, at most `most` of them and about a megabyte; they stay in the queue. */
size_t queue_take(struct queue *queue, struct entry **batch, size_t most, struct loss *loss);

/* Ends what queue_take began: so many of them are safe, and, where told so, the loss is written down. */
void queue_done(struct queue *queue, size_t safe, const struct loss *told);

void queue_stop(struct queue *queue);
bool queue_is_stopping(struct queue *queue);

#endif
