/*
 * confirm.h - whether Slurm carried out a change that the gate let through. job_modify is asked before Slurm looks at the change itself, so a lien for
 * it may be for nothing: a thread of the gate's own looks at the job a second later, and takes back what came to nothing.
 */
#ifndef SLURMBANK_CONFIRM_H
#define SLURMBANK_CONFIRM_H

#include "gate.h"

typedef struct {
    uint32_t job_id;
    uint32_t tasks;
    uint8_t key[KEY_SIZE];           /* of the lien that the change made */
    char account[LIEN_ACCOUNT_SIZE]; /* that pays then */
    lien_token old;                  /* what the job carried before */
    int has_old;
    int64_t before, then;            /* the price of the job as it was, and as it would be */
    char before_currency[sizeof ((sb_quote *)0)->currency], then_currency[sizeof ((sb_quote *)0)->currency];
} gate_noted_change;

/* Notes a change to be looked at. Under the gate's lock; waits for nothing. */
void gate_confirm_later(const gate_noted_change *change);

/* Has the thread look at what is noted a second later. Under the gate's lock. Returns 0 where no thread can be had. */
int gate_look_later(void);

#endif
