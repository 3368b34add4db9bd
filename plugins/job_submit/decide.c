#include "decide.h"

#include <stdio.h>
#include <string.h>

int gate_without_engine(gate_text *text)
{
    static sbp_place place;
    if (!gate.conf.refuse) {
        gate.counters.engine_missing_allowed++;
        sbp_error(&place, "no engine or no configuration: jobs are let through unasked (OnFailure=allow)");
        return SLURM_SUCCESS;
    }
    gate.counters.engine_missing_refused++;
    sbp_error(&place, "no engine or no configuration: jobs are refused (OnFailure=refuse)");
    snprintf(text->text, sizeof text->text, "The bank cannot be asked at the moment, and this site lets no job through unasked. Please tell the administrators.");
    return ESLURM_ACCOUNTING_POLICY;
}

int gate_no_quote(gate_text *text)
{
    snprintf(text->text, sizeof text->text, "The bank cannot be asked at the moment. Nothing was submitted: --bank-quote only asks.");
    return ESLURM_DISABLED;
}

int32_t gate_ask(sb_decision_input *input, gate_payer *payer, sb_decision *decision, gate_text *text)
{
    static sbp_place place;
    sb_buffer buffer = { text->text, sizeof text->text, 0 };
    int32_t code;
    input->now = sbp_now();
    input->account = sb_text_of(payer->account);
    if (gate_figures_are_usable(input->now))
        input->funds = payer->figures ? &payer->funds : NULL;
    else
        input->flags |= SB_DECIDE_UNREADABLE;
    if (gate.snapshot)
        input->snapshot_created = gate.snapshot->snap.header->created;
    SB_INIT(decision);
    code = gate.engine.decide(input, decision, &buffer);
    text->length = code == SB_OK || code == SB_E_TRUNCATED ? buffer.length : 0;
    if (code == SB_OK || code == SB_E_TRUNCATED)
        return SB_OK;
    text->text[0] = '\0';
    if (code != SB_E_NOT_LOADED) {
        gate.counters.engine_errors++;
        sbp_error(&place, "the engine answers %d", (int)code);
    }
    return code;
}

void gate_count(const sb_decision *d, int operator)
{
    gate_counters *c = &gate.counters;
    switch (d->outcome) {
    case SB_OUTCOME_PAID: c->paid++; break;
    case SB_OUTCOME_FREE: c->free++; break;
    case SB_OUTCOME_NOT_GATED: c->not_gated++; break;
    case SB_OUTCOME_UNREADABLE:
        if (d->action == SB_REFUSE)
            c->figures_missing_refused++;
        else
            c->figures_missing_allowed++;
        break;
    default:
        if (d->action == SB_REFUSE)
            c->short_refused++;
        else if (operator)
            c->short_passed_for_operator++;
        else if (d->action == SB_WARN)
            c->short_warned++;
        else
            c->short_observed++;
    }
}

int gate_writes_comment(void)
{
    return gate.conf.admin_comment >= 0 ? gate.conf.admin_comment : gate.settings.admin_comment != 0;
}

lien_token gate_token(const lien *item)
{
    lien_token token;
    memcpy(token.key, item->key, KEY_SIZE);
    token.units = item->units / item->tasks + (item->units % item->tasks != 0);
    snprintf(token.currency, sizeof token.currency, "%s", strchr(item->account, ',') ? strchr(item->account, ',') + 1 : "");
    return token;
}

lien *gate_note_lien(const gate_payer *payer, uint32_t uid, int64_t units, uint32_t tasks, const uint8_t *old_key, int64_t old_units)
{
    static sbp_place place;
    lien item, *made;
    memset(&item, 0, sizeof item);
    key_make(item.key);
    item.account = (char *)(uintptr_t)payer->key;
    item.units = units;
    item.tasks = tasks ? tasks : 1;
    item.uid = uid;
    item.time = sbp_now();
    if (old_key) {
        item.has_old = 1;
        item.old_units = old_units;
        memcpy(item.old_key, old_key, KEY_SIZE);
    }
    made = liens_add(&gate.liens, &item);
    if (!made) {
        sbp_error(&place, "no room for another lien: the bank's next sync will count the job");
        return NULL;
    }
    gate.counters.liens_made++;
    journal_add(&gate.journal, made);
    return made;
}
