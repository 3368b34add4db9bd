/*
 * slurm_version.h - which Slurm this is built for. job_record_t changes with every release, so what was not tried is refused here, and a
 * plugin of another version is refused by Slurm itself (plugin_version). Fields and functions used: capture.c, chain.c, answer.c.
 */
#ifndef SLURMBANK_JOBCOMP_SLURM_VERSION_H
#define SLURMBANK_JOBCOMP_SLURM_VERSION_H

#include <slurm/slurm_version.h>

#if (SLURM_VERSION_NUMBER < SLURM_VERSION_NUM(22, 5, 0) || SLURM_VERSION_NUMBER >= SLURM_VERSION_NUM(22, 6, 0)) && !defined(SLURMBANK_UNTRIED_SLURM)
#error "jobcomp/slurmbank is written for Slurm 22.05; this is another version. Settlement needs no jobcomp: leave it out, or compile with -DSLURMBANK_UNTRIED_SLURM and test."
#endif

/* From 26.11 on starts are announced too, and an end comes by another name. */
#if SLURM_VERSION_NUMBER >= SLURM_VERSION_NUM(26, 11, 0)
#define JOBCOMP_END_SYMBOL "jobcomp_p_record_job_end"
#else
#define JOBCOMP_END_SYMBOL "jobcomp_p_log_record"
#endif

#endif
