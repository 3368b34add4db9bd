#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decide.h"
#include "het.h"
#include "request.h"

#define NOT_SAID UINT32_C(0xfffffffe)

#define NOBODYS_PARTITION "only a question" /* slurm.conf has no names with spaces */

/* One submission, while it is being decided. */
typedef struct {
    job_desc_msg_t *job;
    gate_payer payer;
    sb_request request;
    het_job *het;
    sb_quote part; /* of this component alone */
    sb_quote sum;  /* of all components so far */
    int has_part;
} submission;

/* The components before this one count in the price that is compared, and so not among the liens. */
static void add_components(submission *s, sb_decision_input *input)
{
    const het_sum *before;
    SB_INIT(&s->part);
    if (!s->het || gate.engine.price(&s->request, 1, &s->part) != SB_OK)
        return;
    s->has_part = 1;
    before = het_sum_of(s->het, s->payer.key);
    if (!before)
        return;
    s->sum = before->quote;
    if (gate.engine.quote_add(&s->sum, &s->part) != SB_OK)
        return;
    input->quote = &s->sum;
    if (s->payer.funds.own_liens != INT64_MAX)
        s->payer.funds.own_liens -= before->units < s->payer.funds.own_liens ? before->units : s->payer.funds.own_liens;
    if (s->payer.funds.user_available < INT64_MAX - before->units)
        s->payer.funds.user_available += before->units;
}

/* What was in admin_comment as a token can only be a copy from another job. */
static void write_comment(job_desc_msg_t *job, const lien_token *token)
{
    char *text;
    if (!token && (!job->admin_comment || !strstr(job->admin_comment, TOKEN_WORD)))
        return;
    text = token_write(job->admin_comment, token);
    if (!text) {
        gate.counters.comments_not_written++;
        return;
    }
    slurm_xfree((void **)&job->admin_comment);
    if (text[0])
        job->admin_comment = slurm_xstrdup(text);
    free(text);
}

static void set_aside(submission *s, const sb_decision *decision)
{
    int64_t units = s->has_part ? s->part.upper : decision->amount;
    uint32_t tasks = decision->quote.tasks > 0 && decision->quote.tasks < NOT_SAID ? (uint32_t)decision->quote.tasks : 1;
    lien *made = NULL;
    lien_token token;
    if (decision->lien == SB_LIEN_GATED && s->payer.account[0])
        made = gate_note_lien(&s->payer, s->job->user_id, units, tasks, NULL, 0);
    if (made)
        token = gate_token(made);
    write_comment(s->job, made && gate_writes_comment() ? &token : NULL);
    if (s->het)
        het_add(s->het, s->job->het_job_offset, s->has_part ? &s->part : &decision->quote, made, s->payer.key);
}

/* Whether --bank-quote is to go on to another component. slurmctld asks about all components of a batch job before it makes a job of any;
   of salloc and srun it makes one of each at once, and so their first component is the last that can be told about. */
static int is_to_go_on(const submission *s)
{
    return s->het && s->has_part && s->het->script_parts && (gate_request_has_more(s->job) || s->job->het_job_offset + 1 < s->het->script_parts);
}

static const char *about(const submission *s)
{
    if (s->job->het_job_offset == NOT_SAID)
        return "";
    if (!s->het || !s->het->script_parts)
        return ", and of a heterogeneous job of salloc and srun about its first component; sbatch --bank-quote tells the sum";
    return s->het->sum_count == 1 && het_sum_of(s->het, s->payer.key) ? "" : ", and of this heterogeneous job about the components of this account";
}

static int answer_quote(submission *s, gate_text *text)
{
    if (is_to_go_on(s)) {
        /* Should no other component come after all, Slurm itself refuses this one. */
        slurm_xfree((void **)&s->job->partition);
        s->job->partition = slurm_xstrdup(NOBODYS_PARTITION);
        het_add(s->het, s->job->het_job_offset, &s->part, NULL, s->payer.key);
        text->text[0] = '\0';
        return SLURM_SUCCESS;
    }
    gate.counters.quotes++;
    if (text->length < sizeof text->text)
        snprintf(text->text + text->length, sizeof text->text - text->length, "%sNothing was submitted: --bank-quote only asks%s.", text->length ? "\n" : "", about(s));
    if (s->het)
        het_undo(s->het);
    return ESLURM_DISABLED;
}

static int answer(submission *s, const sb_decision *decision, gate_text *text)
{
    gate_count(decision, 0);
    if (decision->action == SB_REFUSE) {
        if (s->het)
            het_undo(s->het);
        return ESLURM_ACCOUNTING_POLICY;
    }
    set_aside(s, decision);
    if (decision->action != SB_WARN)
        text->text[0] = '\0';
    return SLURM_SUCCESS;
}

static int32_t ask(submission *s, sb_decision_input *input, sb_decision *decision, gate_text *text)
{
    gate_payer_look(&s->payer, s->request.partition, s->request.qos);
    s->payer.funds.own_liens = liens_of(&gate.liens, s->payer.key, NULL);
    input->quote = NULL;
    add_components(s, input);
    return gate_ask(input, &s->payer, decision, text);
}

/* Whoever cancels a job and submits another one shall not be refused for the first: before a refusal the jobs are looked at. */
static int is_worth_another_look(const submission *s, const sb_decision *decision)
{
    return decision->action == SB_REFUSE && decision->outcome == SB_OUTCOME_SHORT && s->payer.funds.own_liens > 0 && gate_look_again(sbp_now());
}

int gate_submit(job_desc_msg_t *job, uint32_t uid, gate_text *text)
{
    submission s;
    sb_decision_input input;
    sb_decision decision;
    int is_quote = gate_request_is_quote(job);
    int32_t code;
    (void)uid;
    gate.counters.submissions++;
    if (!gate.engine.handle)
        return is_quote ? gate_no_quote(text) : gate_without_engine(text);
    memset(&s, 0, sizeof s);
    s.job = job;
    SB_REQUEST_INIT(&s.request);
    gate_request_overlay(&s.request, job);
    s.request.array = sb_text_of(job->array_inx);
    gate_payer_find(&s.payer, job->user_id, job->account);
    s.request.account = sb_text_of(s.payer.account);
    if (!s.request.qos.length) {
        gate_payer_qos(&s.payer, job->user_id);
        s.request.qos = sb_text_of(s.payer.qos);
    }
    gate_payer_price(&s.payer, &s.request);
    SB_INIT(&input);
    input.requests = &s.request;
    input.count = 1;
    input.flags = is_quote ? SB_DECIDE_TEXT : 0;
    s.het = job->het_job_offset != NOT_SAID ? het_find(job->het_job_offset, job->user_id) : NULL;
    if (s.het && job->het_job_offset == 0)
        s.het->script_parts = gate_request_script_parts(job);
    code = ask(&s, &input, &decision, text);
    if (code == SB_OK && is_worth_another_look(&s, &decision))
        code = ask(&s, &input, &decision, text);
    if (code != SB_OK) {
        write_comment(job, NULL);
        return is_quote ? gate_no_quote(text) : gate_without_engine(text);
    }
    return is_quote ? answer_quote(&s, text) : answer(&s, &decision, text);
}
