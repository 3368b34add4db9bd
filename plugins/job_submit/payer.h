/* payer.h - who pays: account and QOS that a job will have, and the account's figures. */
#ifndef SLURMBANK_PAYER_H
#define SLURMBANK_PAYER_H

#include <stddef.h>
#include <stdint.h>

#include "../include/slurmbank.h"
#include "../include/slurmbank_snapshot.h"
#include "liens.h"

typedef struct {
    char account[LIEN_ACCOUNT_SIZE]; /* lower case; empty where nobody knows it */
    char qos[128];
    const sb_snap_account *figures; /* NULL: not in the snapshot */
    sb_funds funds;                 /* without own_liens */
    char user[128];                 /* as the snapshot names him; empty where nobody knows */
    uint32_t uid;
} gate_payer;

/* Finds account and figures; named may be NULL or empty (then the user's default). Under the lock. */
void gate_payer_find(gate_payer *payer, uint32_t uid, const char *named);

/* Puts into funds what is left now: promises to accounts that draw on the same one, funds that are not for this job, and the user's limit. To be called
   before own_liens is set. partitions: as in the request, parted by commas; not said is the cluster's default. */
void gate_payer_look(gate_payer *payer, sb_text partitions, sb_text qos);

/* The QOS that a job of this user and account gets which names none. */
void gate_payer_qos(gate_payer *payer, uint32_t uid);

/* Whether the figures can be relied on; else `why` gets the reason for the counters' sake. */
int gate_figures_are_usable(int64_t now);

void gate_lower(char *to, size_t size, const char *from);

#endif
