/* capture.h - from Slurm's job to a record. Runs in slurmctld's own thread, under its locks: it copies, and waits for nothing. */
#ifndef SLURMBANK_JOBCOMP_CAPTURE_H
#define SLURMBANK_JOBCOMP_CAPTURE_H

#include <stdbool.h>
#include <stdint.h>

#include "record.h"

struct job_record;

/* True where the end is sync's: of a job that was resized slurmdbd has several rows, which only slurmdbd can tell. */
bool capture_leaves_to_sync(const struct job_record *job);

/* Fills a record. Where something that money depends on does not fit, record->failed is set. */
void capture_end(const struct job_record *job, const char *cluster, int64_t logged_us, struct record *record);

#endif
