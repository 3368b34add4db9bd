/* outlet.h - a queue, a sink and the thread between them. */
#ifndef SLURMBANK_JOBCOMP_OUTLET_H
#define SLURMBANK_JOBCOMP_OUTLET_H

#include "sink.h"

struct outlet;

/* Starts the thread. It owns the sink from now on; NULL where there is no thread or memory. */
struct outlet *outlet_start(struct sink *sink, size_t queue_bytes);

void outlet_add(struct outlet *outlet, const unsigned char *data, size_t size, int64_t logged_us);

/*
 * Delivers what it can within `seconds` and ends. Where the sink does not come back in that time (a dead file server), the thread is left
 * to itself: it owns everything that it may still touch, and this library is never unmapped.
 */
void outlet_stop(struct outlet *outlet, int seconds);

#endif
