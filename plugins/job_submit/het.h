/* het.h - components of a heterogeneous job, which slurmctld shows one after the other, in one thread: their prices add up. */
#ifndef SLURMBANK_HET_H
#define SLURMBANK_HET_H

#include <pthread.h>

#include "gate.h"

#define HET_MOST 128
#define HET_ACCOUNTS 8

/* What the components of one account come to. */
typedef struct {
    char account[LIEN_ACCOUNT_SIZE];
    sb_quote quote;
    int64_t units; /* of their liens */
} het_sum;

typedef struct {
    pthread_t thread;
    uint32_t uid;
    uint32_t count;  /* components let through so far */
    int64_t time;    /* CLOCK_MONOTONIC seconds of the last one; 0: not in use */
    het_sum sums[HET_ACCOUNTS];
    uint32_t sum_count;
    uint32_t script_parts; /* 0: no batch job */
    uint8_t keys[HET_MOST][KEY_SIZE];
    uint8_t has_key[HET_MOST];
} het_job;

/* The job that component `offset` goes on with, or begins; NULL where it cannot be told. */
het_job *het_find(uint32_t offset, uint32_t uid);

/* What the components so far come to that this account pays; NULL for none. */
const het_sum *het_sum_of(const het_job *het, const char *account);

/* Another component is let through; made NULL: without a lien. */
void het_add(het_job *het, uint32_t offset, const sb_quote *quote, const lien *made, const char *account);

/* The job is refused: liens of its earlier components end. */
void het_undo(het_job *het);

#endif
