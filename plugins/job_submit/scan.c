/* Which liens slurmctld's jobs have: so that a question (--test-only) gives its lien back, and a lost journal loses nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gate.h"
#include "record.h"
#include "repair.h"

#define SCAN_SECONDS 1
#define SCAN_SEEN_SECONDS 60
#define GONE_SECONDS 120

static void rebuild(const gate_job *job, const lien_token *token, int64_t now)
{
    char account[LIEN_ACCOUNT_SIZE];
    size_t length;
    lien item;
    if (!job->account || !job->is_pending || (gate.snapshot && sb_snap_has_lien(&gate.snapshot->snap, token->key)))
        return;
    memset(&item, 0, sizeof item);
    memcpy(item.key, token->key, KEY_SIZE);
    gate_lower(account, sizeof account, job->account);
    length = strlen(account);
    if (token->currency[0])
        snprintf(account + length, sizeof account - length, ",%s", token->currency);
    item.account = account;
    item.uid = job->uid;
    item.tasks = job->tasks;
    item.time = now;
    item.seen = 1;
    if (__builtin_mul_overflow(token->units, (int64_t)job->tasks, &item.units) || !liens_add(&gate.liens, &item))
        return;
    gate.counters.liens_rebuilt++;
    journal_add(&gate.journal, liens_find(&gate.liens, item.key));
}

static void see(void *argument, const gate_job *job)
{
    int64_t now = *(const int64_t *)argument;
    lien_token token;
    lien *item;
    if (!token_find(job->admin_comment, &token))
        return;
    if (!gate.was_rebuilt && job->is_pending)
        gate_doubt(job, &token);
    item = liens_find(&gate.liens, token.key);
    if (job->is_over) {
        if (item)
            item->cancelled = job->never_ran != 0;
    } else if (item) {
        item->seen = 1;
        item->gone = -1; /* seen in this very scan */
    } else if (!gate.was_rebuilt) {
        rebuild(job, &token, now);
    }
}

/* A lien that a job had and no job has any more is the bank's to end; where it does not, a snapshot that is newer by far ends it. */
static void after_scan(int64_t now)
{
    int64_t created = gate.snapshot ? gate.snapshot->snap.header->created : 0;
    uint32_t i;
    for (i = 0; i < gate.liens.count; i++) {
        lien *item = &gate.liens.items[i];
        if (item->cancelled && item->gone != -1) {
            gate_lien_ended("cancelled", item);
            liens_end(&gate.liens, item->key, 0);
            gate.counters.liens_cancelled++;
        }
        item->cancelled = 0;
        if (!item->seen || item->ended)
            continue;
        if (item->gone == -1)
            item->gone = 0;
        else if (!item->gone)
            item->gone = now;
        else if (created > item->gone + GONE_SECONDS) {
            gate_lien_ended("gone", item);
            item->ended = 1;
        }
    }
    liens_tidy(&gate.liens);
}

static int is_due(int64_t now, int64_t clock)
{
    if (!gate.was_rebuilt)
        return clock - gate.last_scan >= 1;
    if (gate.liens.count == 0)
        return 0;
    return (now - gate.liens.oldest_unseen >= gate.conf.unseen_seconds && clock - gate.last_scan >= SCAN_SECONDS) || clock - gate.last_scan >= SCAN_SEEN_SECONDS;
}

static void look_at_all(int64_t now)
{
    if (!gate_records()) {
        gate.was_rebuilt = 1;
    } else if (gate_record_scan(see, &now)) {
        gate.was_rebuilt = 1;
        gate.counters.scans++;
        after_scan(now);
    } else if (!gate.was_rebuilt) {
        return; /* slurmctld has no jobs yet: nothing can be said of any */
    }
    liens_expire(&gate.liens, now, gate.conf.unseen_seconds, gate_lien_ended, "unseen");
}

static void look(int64_t now)
{
    gate.last_scan = sbp_monotonic();
    journal_hold(&gate.journal);
    look_at_all(now);
    journal_release(&gate.journal);
}

void gate_look_after_liens(int64_t now)
{
    if (is_due(now, sbp_monotonic()))
        look(now);
}

int gate_look_again(int64_t now)
{
    if (!gate_records() || sbp_monotonic() - gate.last_scan < SCAN_SECONDS)
        return 0;
    look(now);
    return 1;
}
