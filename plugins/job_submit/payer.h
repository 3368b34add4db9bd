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
    char key[LIEN_ACCOUNT_SIZE];     /* of its figures and liens in the currency of the job: account, or account,currency */
    char currency[TOKEN_CURRENCY];   /* empty: the site's */
    char qos[128];
    const sb_snap_account *home;    /* the account itself: its figures in the site's currency. NULL: not in the snapshot */
    const sb_snap_account *figures; /* in the currency of the job; NULL: not in the snapshot */
    sb_funds funds;                 /* without own_liens */
    char user[128];                 /* as the snapshot names him; empty where nobody knows */
    uint32_t uid;
} gate_payer;

/* Finds account and figures; named may be NULL or empty (then the user's default). Under the lock. */
void gate_payer_find(gate_payer *payer, uint32_t uid, const char *named);

/* Takes the figures in the currency that a request is charged in. One that has no price, or several, keeps those in the site's. Without other currencies
   in the snapshot nothing is priced. */
void gate_payer_price(gate_payer *payer, const sb_request *request);

/* The same where the currency is known. */
void gate_payer_count_in(gate_payer *payer, const char *currency);

/* Puts into funds what is left now: promises to accounts that draw on the same one, funds that are not for this job, and the user's limit. To be called
   before own_liens is set. partitions: as in the request, parted by commas; not said is the cluster's default. */
void gate_payer_look(gate_payer *payer, sb_text partitions, sb_text qos);

/* The QOS that a job of this user and account gets which names none. */
void gate_payer_qos(gate_payer *payer, uint32_t uid);

/* Whether the figures can be relied on; else `why` gets the reason for the counters' sake. */
int gate_figures_are_usable(int64_t now);

void gate_lower(char *to, size_t size, const char *from);

#endif
