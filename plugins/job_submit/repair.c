#include "repair.h"

#include <stdlib.h>
#include <string.h>

#include "confirm.h"
#include "decide.h"

#define DOUBTS_MOST 1024

typedef struct {
    uint32_t job_id;
    uint8_t key[KEY_SIZE];     /* that the job carries */
    uint8_t old_key[KEY_SIZE]; /* of the promise before that one */
    int has_old;
    int is_undone;             /* the journal tells that it was taken back */
    int64_t old_units;         /* of all tasks */
} doubt;

/* Under the gate's lock. What there is no room for stays as it is: too large a promise, which ends with the job's start. */
static doubt doubts[DOUBTS_MOST];
static int doubt_count;

static void note(const doubt *noted)
{
    if (doubt_count < DOUBTS_MOST && gate_look_later())
        doubts[doubt_count++] = *noted;
}

void gate_doubt(const gate_job *job, const lien_token *token)
{
    const lien *item = liens_find(&gate.liens, token->key);
    const journal_undone *undone = item ? NULL : journal_find_undone(&gate.journal, token->key);
    char account[LIEN_ACCOUNT_SIZE];
    doubt noted;
    if (!job->account || (!item && !undone))
        return;
    gate_lower(account, sizeof account, job->account);
    if (item && !item->has_old && lien_is_of(item, account))
        return;
    memset(&noted, 0, sizeof noted);
    noted.job_id = job->job_id;
    noted.is_undone = item == NULL;
    memcpy(noted.key, token->key, KEY_SIZE);
    noted.has_old = item ? item->has_old : undone->has_old;
    memcpy(noted.old_key, item ? item->old_key : undone->old_key, KEY_SIZE);
    noted.old_units = item ? item->old_units : undone->old_units;
    note(&noted);
}

static int is_counted(const uint8_t key[KEY_SIZE])
{
    return liens_find(&gate.liens, key) != NULL || (gate.snapshot && sb_snap_has_lien(&gate.snapshot->snap, key));
}

/* A change of the account leaves no trace of the promise before it, but that one is here still, and on no job. */
static lien *find_orphan(const char *account, const gate_job *job, int64_t units)
{
    uint32_t i;
    for (i = 0; i < gate.liens.count; i++) {
        lien *item = &gate.liens.items[i];
        if (!item->ended && !item->replaced && !item->seen && item->uid == job->uid && item->units == units && item->tasks == job->tasks &&
            strcmp(item->account, account) == 0)
            return item;
    }
    return NULL;
}

/* The promise that the job had before, where that is what it costs; else one of its own. */
static int true_token(const doubt *d, const gate_job *job, const char *account, const sb_quote *quote, lien_token *token)
{
    int64_t units = quote->upper;
    gate_payer payer;
    lien *made;
    memset(&payer, 0, sizeof payer);
    memcpy(payer.account, account, sizeof payer.account);
    gate_payer_count_in(&payer, quote->currency);
    if (d->has_old && d->old_units == units && is_counted(d->old_key)) {
        memcpy(token->key, d->old_key, KEY_SIZE);
        token->units = units / job->tasks + (units % job->tasks != 0);
        memcpy(token->currency, payer.currency, sizeof token->currency);
        return 1;
    }
    made = find_orphan(payer.key, job, units);
    if (!made)
        made = gate_note_lien(&payer, job->uid, units, job->tasks, NULL, 0);
    if (!made)
        return 0;
    made->seen = 1;
    *token = gate_token(made);
    return 1;
}

static void end_lien(const uint8_t key[KEY_SIZE], const char *why)
{
    lien *item = liens_find(&gate.liens, key);
    if (!item)
        return;
    gate_lien_ended((void *)(uintptr_t)why, item);
    if (strcmp(why, "replaced") == 0)
        liens_replaced(&gate.liens, key);
    else
        liens_end(&gate.liens, key, 1);
}

/* Whether the job was changed. */
static int repair(const doubt *d)
{
    struct job_record *record = gate_record_find(d->job_id);
    char account[LIEN_ACCOUNT_SIZE], *text;
    lien_token token;
    sb_request request;
    sb_quote quote;
    gate_job job;
    const lien *item;
    SB_INIT(&quote);
    if (!record || !gate_record_read(record, &job, &request) || !job.is_pending || !job.account || !token_find(job.admin_comment, &token) ||
        memcmp(token.key, d->key, KEY_SIZE) != 0 || !gate.engine.handle || gate.engine.price(&request, 1, &quote) != SB_OK)
        return 0;
    gate_lower(account, sizeof account, job.account);
    item = liens_find(&gate.liens, d->key);
    if (!d->is_undone && token.units == quote.upper / job.tasks && (!item || lien_is_of(item, account))) {
        /* The change was carried out. */
        if (d->has_old)
            end_lien(d->old_key, "replaced");
        return 0;
    }
    end_lien(d->key, "undone");
    gate.counters.changes_undone++;
    if (!true_token(d, &job, account, &quote, &token))
        return 0;
    text = token_write(job.admin_comment, &token);
    if (!text)
        return 0;
    gate_record_comment(record, text);
    free(text);
    return 1;
}

int gate_repair_all(void)
{
    int i, changed = 0;
    for (i = 0; i < doubt_count; i++)
        changed |= repair(&doubts[i]);
    doubt_count = 0;
    return changed;
}

void gate_repair_forget(void)
{
    doubt_count = 0;
}
