/*
 * spool.h - the spool folder: append-only segments, NUMBER.open while one is written, renamed to NUMBER.seg once it is complete.
 * Only complete segments are the bank's. Numbers only grow, across restarts too.
 */
#ifndef SLURMBANK_JOBCOMP_SPOOL_H
#define SLURMBANK_JOBCOMP_SPOOL_H

#include "sink.h"

/* Twenty digits and ".open". */
#define SEGMENT_NAME_SIZE 32

/* The number in the name of a segment with this ending, or 0. */
unsigned long long segment_number(const char *name, const char *ending);

/* A sink that writes into the folder; NULL without memory. It needs no folder to be there yet. */
struct sink *spool_sink(const char *folder, int rotate_seconds, size_t limit_bytes);

#endif
