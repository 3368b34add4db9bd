/* harness.h - what the parts of the gate's harness share. */
#ifndef SLURMBANK_TESTS_HARNESS_H
#define SLURMBANK_TESTS_HARNESS_H

#include <inttypes.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../../plugins/common/compat.h"
#include "../../../plugins/job_submit/gate.h"
#include "../../../plugins/job_submit/record.h"

#define RECORDS 64

struct job_record {
    char *account, *comment;
    uint32_t uid, tasks;
    int is_pending, is_over, minutes;
};

extern struct job_record records[RECORDS];
extern pthread_rwlock_t records_lock;
extern int failures;
extern __thread uint64_t state;

/* A number at random below one; each thread has its own row of them. */
uint32_t draw(uint32_t below);

/* A submission at random. */
void make_job(job_desc_msg_t *job);
void free_job(job_desc_msg_t *job);

#endif
