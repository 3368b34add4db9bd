/* Changes of jobs that Slurm has: scontrol update. The price of the whole job is compared, and what its lien is now counts no more. */
#include <stdlib.h>
#include <string.h>

#include "confirm.h"
#include "decide.h"
#include "record.h"
#include "request.h"

typedef struct {
    job_desc_msg_t *job;
    struct job_record *record;
    gate_job before;
    sb_request now, then;
    gate_payer payer;
    lien_token token;
    int has_token;
    int same_account; /* and in the same currency */
    int64_t replaced; /* units that count for this job somewhere */
    int in_snapshot;
    int is_own;
    int is_part;
} change;

/* A job that goes over to a partition of another currency gives back what it has in the one, and needs all of it in the other. */
static int is_same_currency(const change *c)
{
    gate_payer before;
    if (c->has_token)
        return strcmp(c->token.currency, c->payer.currency) == 0;
    before = c->payer;
    gate_payer_price(&before, &c->now);
    return strcmp(before.currency, c->payer.currency) == 0;
}

/* What counts for the job already: its lien here or in the snapshot, or, of a running job without one, what the bank shows under Running. */
static void find_replaced(change *c)
{
    lien *own = c->has_token ? liens_find(&gate.liens, c->token.key) : NULL;
    sb_quote quote;
    c->is_own = own != NULL;
    c->is_part = own && own->tasks != c->before.tasks; /* a task of an array, whose lien is for all of them */
    c->in_snapshot = c->has_token && gate.snapshot && sb_snap_has_lien(&gate.snapshot->snap, c->token.key);
    if ((own || c->in_snapshot) && __builtin_mul_overflow(c->token.units, (int64_t)c->before.tasks, &c->replaced))
        c->replaced = 0;
    if (own || c->in_snapshot || c->before.is_pending)
        return;
    SB_INIT(&quote);
    if (gate.engine.price(&c->now, 1, &quote) == SB_OK) {
        c->replaced = quote.upper;
        c->in_snapshot = 1;
    }
}

/* The figures as they would be without this job. */
static void take_out(change *c)
{
    sb_funds *funds = &c->payer.funds;
    int64_t *shown = c->before.is_pending ? &funds->queued : &funds->running;
    gate_payer_look(&c->payer, c->then.partition, c->then.qos);
    funds->own_liens = liens_of(&gate.liens, c->payer.key, NULL);
    if (c->same_account && c->is_own && funds->own_liens != INT64_MAX)
        funds->own_liens = funds->own_liens > c->replaced ? funds->own_liens - c->replaced : 0;
    if (c->same_account && (c->is_own || c->in_snapshot) && funds->user_available < INT64_MAX - c->replaced)
        funds->user_available += c->replaced;
    if (!c->same_account || c->is_own || !c->in_snapshot || !c->payer.figures)
        return;
    if (funds->available != INT64_MAX && __builtin_add_overflow(funds->available, c->replaced, &funds->available))
        funds->available = INT64_MAX - 1;
    *shown = *shown > c->replaced ? *shown - c->replaced : 0;
}

/* Ordinary users may not set admin_comment in a change: the record itself is written, under slurmctld's write lock. */
static void write_comment(change *c, const lien_token *token)
{
    int in_request = c->job->admin_comment != NULL;
    char *text = token_write(in_request ? c->job->admin_comment : c->before.admin_comment, token);
    if (!text) {
        gate.counters.comments_not_written++;
        return;
    }
    if (in_request) {
        slurm_xfree((void **)&c->job->admin_comment);
        c->job->admin_comment = slurm_xstrdup(text);
    } else {
        gate_record_comment(c->record, text);
    }
    free(text);
}

/* Slurm has still to look at the change. */
static void note(const change *c, const lien *made, const sb_decision *decision)
{
    gate_noted_change noted;
    sb_quote quote;
    memset(&noted, 0, sizeof noted);
    SB_INIT(&quote);
    if (!gate_records() || gate.engine.price(&c->now, 1, &quote) != SB_OK)
        return;
    noted.job_id = c->before.job_id;
    noted.tasks = c->before.tasks;
    memcpy(noted.key, made->key, KEY_SIZE);
    memcpy(noted.account, c->payer.account, sizeof noted.account);
    noted.old = c->token;
    noted.has_old = c->has_token;
    noted.before = quote.upper;
    memcpy(noted.before_currency, quote.currency, sizeof noted.before_currency);
    memcpy(noted.then_currency, decision->quote.currency, sizeof noted.then_currency);
    noted.then = decision->quote.upper;
    gate_confirm_later(&noted);
}

/* A lien under a new key, so that the bank's next snapshot says by the key whether it counts the old amount or the new one. */
static void adjust(change *c, const sb_decision *decision)
{
    int keeps = c->has_token && c->same_account;
    lien_token token;
    lien *made;
    if (decision->price_code != SB_OK || (!c->has_token && decision->lien != SB_LIEN_GATED) || (keeps && decision->amount == c->replaced))
        return;
    if (keeps && c->is_part)
        made = gate_note_lien(&c->payer, c->before.uid, decision->amount > c->replaced ? decision->amount - c->replaced : 0, c->before.tasks, NULL, 0);
    else
        made = gate_note_lien(&c->payer, c->before.uid, decision->amount, c->before.tasks, keeps && c->replaced ? c->token.key : NULL, c->replaced);
    if (!made)
        return;
    made->seen = gate_records();
    token = gate_token(made);
    token.units = decision->amount / made->tasks + (decision->amount % made->tasks != 0);
    if (gate_writes_comment())
        write_comment(c, &token);
    note(c, made, decision);
}

/* An administrator's own text must not lose the token. */
static void keep_token(change *c)
{
    if (c->job->admin_comment)
        write_comment(c, c->has_token ? &c->token : NULL);
}

static int decide(change *c, uint32_t uid, gate_text *text)
{
    sb_decision_input input;
    sb_decision decision;
    int operator = gate_is_operator(uid);
    /* Slurm asks us before it looks at who is asking. A coordinator may be right: the bank's next sync counts what is done then. */
    int is_stranger = !operator && uid != c->before.uid;
    SB_INIT(&input);
    input.requests = &c->then;
    input.count = 1;
    input.flags = operator ? SB_DECIDE_NO_REFUSAL : 0;
    find_replaced(c);
    take_out(c);
    text->is_private = is_stranger;
    if (gate_ask(&input, &c->payer, &decision, text) != SB_OK)
        return operator ? SLURM_SUCCESS : gate_without_engine(text);
    /* What makes a job no dearer is never refused: a user must be able to shorten it. */
    if (decision.action == SB_REFUSE && c->same_account && decision.amount <= c->replaced)
        decision.action = SB_ALLOW;
    gate_count(&decision, operator);
    if (decision.action == SB_REFUSE)
        return ESLURM_ACCOUNTING_POLICY;
    if (!is_stranger)
        adjust(c, &decision);
    if (decision.action != SB_WARN)
        text->text[0] = '\0';
    return SLURM_SUCCESS;
}

int gate_change(job_desc_msg_t *job, struct job_record *record, uint32_t uid, gate_text *text)
{
    char now_account[LIEN_ACCOUNT_SIZE];
    change c;
    memset(&c, 0, sizeof c);
    gate.counters.changes++;
    if (!gate_record_read(record, &c.before, &c.now)) {
        gate.counters.changes_not_priced++;
        return SLURM_SUCCESS;
    }
    c.job = job;
    c.record = record;
    c.then = c.now;
    c.has_token = token_find(c.before.admin_comment, &c.token);
    keep_token(&c);
    if (c.before.is_over || !gate_request_overlay(&c.then, job))
        return SLURM_SUCCESS;
    if (!gate.engine.handle)
        return gate_is_operator(uid) ? SLURM_SUCCESS : gate_without_engine(text);
    gate_payer_find(&c.payer, c.before.uid, job->account ? job->account : c.before.account);
    gate_lower(now_account, sizeof now_account, c.before.account);
    c.same_account = strcmp(now_account, c.payer.account) == 0;
    c.then.account = sb_text_of(c.payer.account);
    gate_payer_price(&c.payer, &c.then);
    c.same_account = c.same_account && is_same_currency(&c);
    return decide(&c, uid, text);
}
