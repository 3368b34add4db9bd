/*
 * compat.h - where the versions of Slurm's plugin interface differ, and what of Slurm the public headers do not declare. The only such place.
 * SLURM_INTERFACE.md lists what is used of Slurm, and since when.
 */
#ifndef SLURMBANK_COMPAT_H
#define SLURMBANK_COMPAT_H

#include <slurm/slurm.h>
#include <slurm/slurm_errno.h>
#include <slurm/slurm_version.h>
#include <stdint.h>

#define SBP_SLURM_AT_LEAST(major, minor) (SLURM_VERSION_NUMBER >= SLURM_VERSION_NUM(major, minor, 0))

#if !SBP_SLURM_AT_LEAST(22, 5)
#error "SlurmBank's plugins are for Slurm 22.05 and later: these headers are older."
#endif

/* From 23.02 on job_modify can give the user a text. */
#if SBP_SLURM_AT_LEAST(23, 2)
#define SBP_MODIFY_HAS_TEXT 1
#else
#define SBP_MODIFY_HAS_TEXT 0
#endif

/* Up to 22.05 slurmctld called the hooks of job_submit one after the other; from 23.02 on it calls them from many threads at once. */
#define SBP_HOOKS_ARE_PARALLEL SBP_SLURM_AT_LEAST(23, 2)

/* From 25.11 on a request, and the answer to a submission, have the job's number in step_id. */
#if SBP_SLURM_AT_LEAST(25, 11)
#define SBP_JOB_ID(request) ((request)->step_id.job_id)
#else
#define SBP_JOB_ID(request) ((request)->job_id)
#endif

/* Slurm looks these symbols up; everything else stays inside the plugin. */
#define SBP_EXPORT __attribute__((visibility("default")))

struct job_record;

/* Out of slurmctld and its library; not in the public headers. */
char *slurm_xstrdup(const char *text);
void slurm_xfree(void **item);
void slurm_info(const char *format, ...) __attribute__((format(printf, 1, 2)));
void slurm_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
