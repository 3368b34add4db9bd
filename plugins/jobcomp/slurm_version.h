/*
 * slurm_version.h - where the versions of Slurm differ for the completion plugin: the only such place. job_record_t changes with every release,
 * so a version that nobody has looked at is refused here, and a plugin of another version is refused by Slurm itself (plugin_version).
 * Fields and functions used: capture.c, chain.c, answer.c; SLURM_INTERFACE.md lists them.
 */
#ifndef SLURMBANK_JOBCOMP_SLURM_VERSION_H
#define SLURMBANK_JOBCOMP_SLURM_VERSION_H

#include <slurm/slurm_version.h>

#define JOBCOMP_SLURM_AT_LEAST(major, minor) (SLURM_VERSION_NUMBER >= SLURM_VERSION_NUM(major, minor, 0))

#if (!JOBCOMP_SLURM_AT_LEAST(22, 5) || JOBCOMP_SLURM_AT_LEAST(26, 0)) && !defined(SLURMBANK_UNTRIED_SLURM)
#error "jobcomp/slurmbank is written for Slurm 22.05 to 25.11; this is another version. Settlement needs no jobcomp: leave it out, or compile with -DSLURMBANK_UNTRIED_SLURM and test."
#endif

/* In 23.02 the header moved, and the location is no argument any more: a plugin reads slurm_conf.job_comp_loc. */
#if JOBCOMP_SLURM_AT_LEAST(23, 2)
#define JOBCOMP_HEADER "src/interfaces/jobcomp.h"
#define JOBCOMP_LOCATION_IS_GIVEN 0
#else
#define JOBCOMP_HEADER "src/common/slurm_jobcomp.h"
#define JOBCOMP_LOCATION_IS_GIVEN 1
#endif

/* From 25.05 on an end comes by another name and with the kind of event, and starts are announced too. */
#if JOBCOMP_SLURM_AT_LEAST(25, 5)
#define JOBCOMP_TELLS_EVENTS 1
#define JOBCOMP_END_SYMBOL "jobcomp_p_record_job_end"
#define JOBCOMP_START_SYMBOL "jobcomp_p_record_job_start"
#else
#define JOBCOMP_TELLS_EVENTS 0
#define JOBCOMP_END_SYMBOL "jobcomp_p_log_record"
#endif

#endif
