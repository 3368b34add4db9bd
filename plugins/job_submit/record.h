/*
 * record.h - a job of slurmctld's own list. Its layout is in Slurm's source only: record.c needs that source, record_none.c stands in where there
 * is none, and then changes of jobs pass unpriced and liens are found on jobs by the bank alone.
 */
#ifndef SLURMBANK_RECORD_H
#define SLURMBANK_RECORD_H

#include <stdint.h>

#include "../common/compat.h"
#include "../include/slurmbank.h"

typedef struct {
    const char *account;
    const char *user; /* may be NULL */
    const char *admin_comment;
    uint32_t job_id;
    uint32_t uid;
    uint32_t tasks; /* that wait in this record; 1 where it is no array */
    int is_pending;
    int is_over;    /* it has ended, whatever became of it */
    int never_ran;  /* it has ended without a single run: there is nothing to charge. Never set for arrays, whose tasks are records of their own */
} gate_job;

/* Whether records can be read at all. */
int gate_records(void);

/* Reads a record, and with request not NULL what it asks for. Texts are the record's own: use them before the lock is given back. Returns 0 where not. */
int gate_record_read(const struct job_record *record, gate_job *job, sb_request *request);

/* Sets admin_comment; under slurmctld's write lock only, which job_modify has. */
void gate_record_comment(struct job_record *record, const char *text);

/* slurmctld's write lock of its jobs: for a thread of the gate's own, never in a hook, which has it already. */
void gate_records_lock(void);
/* Where jobs were changed slurmctld is told to save them. */
void gate_records_unlock(int are_changed);

/* The job of a number, or NULL. Under a lock of jobs. */
struct job_record *gate_record_find(uint32_t job_id);

/* Tells `each` every job that slurmctld knows. Under its read lock. Returns 0 where there is no list (yet). */
int gate_record_scan(void (*each)(void *argument, const gate_job *job), void *argument);

#endif
