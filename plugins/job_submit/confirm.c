#include "confirm.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../common/compat.h"
#include "decide.h"
#include "record.h"
#include "repair.h"

#define NOTED_MOST 1024
#define TRIES_MOST 60

/* Under the gate's lock. What there is no room for is not looked at: the bank's sync finds it. */
static gate_noted_change noted[NOTED_MOST];
static int noted_count, is_watched;

static int is_for_nothing(const gate_noted_change *change, const gate_job *job, const sb_request *request)
{
    char account[LIEN_ACCOUNT_SIZE];
    sb_quote quote;
    gate_lower(account, sizeof account, job->account);
    if (strcmp(account, change->account) != 0)
        return 1;
    int is_alike = change->before == change->then && strcmp(change->before_currency, change->then_currency) == 0;
    SB_INIT(&quote);
    if (is_alike || !gate.engine.handle || gate.engine.price(request, 1, &quote) != SB_OK)
        return 0;
    return quote.upper / job->tasks == change->before / change->tasks && strcmp(quote.currency, change->before_currency) == 0;
}

/* Whether the job was changed. */
static int take_back(const gate_noted_change *change, struct job_record *record, const gate_job *job)
{
    lien *made = liens_find(&gate.liens, change->key);
    lien_token token;
    char *text;
    gate.counters.changes_undone++;
    if (made) {
        gate_lien_ended("undone", made);
        liens_end(&gate.liens, change->key, 1);
        gate.counters.liens_undone++;
    }
    if (!token_find(job->admin_comment, &token) || memcmp(token.key, change->key, KEY_SIZE) != 0)
        return 0;
    text = token_write(job->admin_comment, change->has_old ? &change->old : NULL);
    if (!text)
        return 0;
    gate_record_comment(record, text);
    free(text);
    return 1;
}

/* What the lien stands in the place of ends, so that a job that was made shorter leaves the rest at once. */
static void make_sure(const gate_noted_change *change)
{
    lien *made = liens_find(&gate.liens, change->key);
    lien *old = made && made->has_old ? liens_find(&gate.liens, made->old_key) : NULL;
    if (!old)
        return;
    gate_lien_ended("replaced", old);
    liens_replaced(&gate.liens, old->key);
}

/* The last change of a job comes first: what it goes back to is what the one before has made. */
static int look_at_all(void)
{
    int i, changed = gate_repair_all();
    for (i = noted_count - 1; i >= 0; i--) {
        struct job_record *record = gate_record_find(noted[i].job_id);
        gate_job job;
        sb_request request;
        if (!record || !gate_record_read(record, &job, &request) || job.is_over || !job.account)
            continue;
        if (is_for_nothing(&noted[i], &job, &request))
            changed |= take_back(&noted[i], record, &job);
        else
            make_sure(&noted[i]);
    }
    noted_count = 0;
    liens_tidy(&gate.liens);
    return changed;
}

static void forget_all(void)
{
    noted_count = is_watched = 0;
    gate_repair_forget();
}

/* A slurmctld that ends has no jobs to look at. */
static int is_over(void)
{
    int stopping;
    pthread_mutex_lock(&gate.lock);
    stopping = gate.stopping;
    if (stopping)
        forget_all();
    pthread_mutex_unlock(&gate.lock);
    return stopping;
}

/* slurmctld's lock first, as in its hooks. While it is held nothing is waited for long: the gate's may be with a disk that hangs. */
static int try_once(int is_last)
{
    int done, changed = 0;
    gate_records_lock();
    done = gate_enter_quietly();
    if (done) {
        changed = look_at_all();
        is_watched = 0;
        gate_leave();
    }
    gate_records_unlock(changed);
    if (done || !is_last)
        return done;
    pthread_mutex_lock(&gate.lock);
    forget_all();
    pthread_mutex_unlock(&gate.lock);
    return 1;
}

static void *watch_changes(void *argument)
{
    const struct timespec second = { 1, 0 };
    int tries = 0;
    do
        nanosleep(&second, NULL);
    while (!is_over() && !try_once(++tries == TRIES_MOST));
    return argument;
}

int gate_look_later(void)
{
    pthread_t thread;
    if (!is_watched)
        is_watched = gate_thread(&thread, watch_changes) == 0;
    return is_watched;
}

void gate_confirm_later(const gate_noted_change *change)
{
    if (noted_count < NOTED_MOST && gate_look_later())
        noted[noted_count++] = *change;
}
