/* answer.h - sacct -c: what the spool has, drained or not. Runs in sacct, as the user who asks; the folder's mode says who may. */
#ifndef SLURMBANK_JOBCOMP_ANSWER_H
#define SLURMBANK_JOBCOMP_ANSWER_H

#include "src/common/list.h"
#include <slurm/slurmdb.h>

/* A list of jobcomp_job_rec_t, in the order of their ends. */
struct xlist *answer_jobs(const char *folder, slurmdb_job_cond_t *condition);

#endif
