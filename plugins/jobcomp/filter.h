/* filter.h - which runs sacct -c asks for. */
#ifndef SLURMBANK_JOBCOMP_FILTER_H
#define SLURMBANK_JOBCOMP_FILTER_H

#include <slurm/slurmdb.h>

#include "record.h"

/* A run's fields by their numbers; what is not there has no data. */
struct run {
    struct field fields[FIELD_LOST_LAST + 1];
};

/* False where it is no record of a run. */
bool run_read(struct run *run, const unsigned char *payload, uint32_t size);

int64_t run_number(const struct run *run, enum record_field field, int64_t otherwise);

/* Within a list one has to match, and every list has to. A run matches a time that it overlaps; one that never started, by its end. */
bool filter_takes(const slurmdb_job_cond_t *condition, const struct run *run);

#endif
