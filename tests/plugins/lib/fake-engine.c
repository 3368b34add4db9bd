/*
 * A stand-in for libslurmbank.so in the tests of the shims: the same contract, prices that a head can do. A CPU costs 1 SU an hour (1000 units a
 * second), twice that in partition gpu; without a time limit an hour is priced; array tasks multiply. Configuration: lines `policy = "enforce"` and
 * the like; "broken" anywhere makes it unusable. SLURMBANK_FAKE=CODE makes every decision answer that code.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../../plugins/include/slurmbank.h"

#define EXPORT __attribute__((visibility("default")))

static sb_settings settings;
static char snapshot[4096], journal[4096];
static int has_inputs;
static uint64_t generation;

EXPORT int32_t sb_abi_version(void);
EXPORT int32_t sb_version(sb_buffer *text);
EXPORT int32_t sb_load(const sb_load_input *input, sb_load_result *result, sb_buffer *message);
EXPORT int32_t sb_settings_get(sb_settings *to);
EXPORT int32_t sb_setting(sb_text name, sb_buffer *value);
EXPORT int32_t sb_price(const sb_request *requests, uint32_t count, sb_quote *quote);
EXPORT int32_t sb_quote_add(sb_quote *sum, const sb_quote *quote);
EXPORT int32_t sb_price_run(const sb_run *run, sb_cost *cost);
EXPORT int32_t sb_decide(const sb_decision_input *input, sb_decision *decision, sb_buffer *text);

int32_t sb_abi_version(void)
{
    const char *other = getenv("SLURMBANK_FAKE_ABI");
    return other ? atoi(other) : (int32_t)SB_VERSION;
}

int32_t sb_version(sb_buffer *text)
{
    text->length = (uint32_t)snprintf(text->data, text->capacity, "fake");
    return SB_OK;
}

static int find(const char *text, const char *name, char *to, size_t size)
{
    const char *at = strstr(text, name), *quote;
    size_t length;
    if (!at || !(at = strchr(at, '"')) || !(quote = strchr(at + 1, '"')))
        return 0;
    length = (size_t)(quote - at - 1);
    snprintf(to, size, "%.*s", (int)length, at + 1);
    return 1;
}

static void read_configuration(const char *text)
{
    char word[64];
    memset(&settings, 0, sizeof settings);
    settings.admin_comment = strstr(text, "admin_comment = false") == NULL;
    settings.max_snapshot_age = 900;
    if (strstr(text, "max_snapshot_age = "))
        settings.max_snapshot_age = atoll(strstr(text, "max_snapshot_age = ") + 19);
    if (find(text, "policy", word, sizeof word))
        settings.policy = strcmp(word, "enforce") == 0 ? SB_POLICY_ENFORCE : strcmp(word, "warn") == 0 ? SB_POLICY_WARN : SB_POLICY_OBSERVE;
    if (find(text, "missing_snapshot", word, sizeof word))
        settings.missing_snapshot = strcmp(word, "refuse") == 0;
    find(text, "\nsnapshot", snapshot, sizeof snapshot);
    find(text, "\njournal", journal, sizeof journal);
    settings.generation = ++generation;
}

int32_t sb_load(const sb_load_input *input, sb_load_result *result, sb_buffer *message)
{
    if (input->configuration.data) {
        char *copy = malloc(input->configuration.length + 2);
        copy[0] = '\n';
        memcpy(copy + 1, input->configuration.data, input->configuration.length);
        copy[input->configuration.length + 1] = '\0';
        if (strstr(copy, "broken")) {
            free(copy);
            if (message)
                message->length = (uint32_t)snprintf(message->data, message->capacity, "line 1: it is broken\n");
            return SB_E_INPUT;
        }
        read_configuration(copy);
        free(copy);
    }
    if (input->facts.data)
        has_inputs = 1;
    result->generation = generation;
    return SB_OK;
}

int32_t sb_settings_get(sb_settings *to)
{
    if (!settings.generation)
        return SB_E_NOT_LOADED;
    settings.size = to->size;
    settings.version = to->version;
    *to = settings;
    return SB_OK;
}

int32_t sb_setting(sb_text name, sb_buffer *value)
{
    const char *found = strncmp(name.data, "gate.snapshot", name.length) == 0 ? snapshot : strncmp(name.data, "gate.journal", name.length) == 0 ? journal : NULL;
    if (!found)
        return SB_E_NO_SETTING;
    value->length = (uint32_t)snprintf(value->data, value->capacity, "%s", found);
    return SB_OK;
}

static int64_t tasks_of(const sb_request *r)
{
    unsigned int from, to;
    char text[64];
    if (r->array_tasks)
        return r->array_tasks;
    if (!r->array.data || !r->array.length || r->array.length >= sizeof text)
        return 1;
    memcpy(text, r->array.data, r->array.length);
    text[r->array.length] = '\0';
    return sscanf(text, "%u-%u", &from, &to) == 2 && to >= from && to < 100000 ? (int64_t)to - from + 1 : 1;
}

static int64_t value(uint32_t number, int64_t usual)
{
    return number == SB_UNSET || number == SB_INFINITE || number == 0 ? usual : number;
}

int32_t sb_price(const sb_request *requests, uint32_t count, sb_quote *quote)
{
    uint32_t i;
    uint32_t size = quote->size;
    if (!has_inputs)
        return SB_E_NO_FACTS;
    memset(quote, 0, sizeof *quote);
    quote->size = size;
    quote->version = SB_VERSION;
    quote->tasks = tasks_of(&requests[0]);
    quote->components = count;
    for (i = 0; i < count; i++) {
        const sb_request *r = &requests[i];
        int64_t cpus = value(r->tasks, 1) * value(r->cpus_per_task, 1), seconds = value(r->time_limit, 60) * 60, upper;
        if (value(r->min_cpus, 0) > cpus)
            cpus = value(r->min_cpus, 0);
        if (r->partition.data && memmem(r->partition.data, r->partition.length, "gpu", 3))
            cpus *= 2;
        if (__builtin_mul_overflow(cpus, seconds, &upper) || __builtin_mul_overflow(upper, quote->tasks * 1000, &upper) ||
            __builtin_add_overflow(quote->upper, upper, &quote->upper))
            return SB_E_OVERFLOW;
        quote->hourly_rate += cpus * quote->tasks * SB_UNITS_PER_SU;
        if (seconds > quote->seconds)
            quote->seconds = seconds;
    }
    quote->lower = quote->upper;
    snprintf(quote->currency, sizeof quote->currency, "SU");
    return SB_OK;
}

int32_t sb_quote_add(sb_quote *sum, const sb_quote *quote)
{
    sum->upper += quote->upper;
    sum->lower += quote->lower;
    sum->hourly_rate += quote->hourly_rate;
    sum->components += quote->components;
    return SB_OK;
}

int32_t sb_price_run(const sb_run *run, sb_cost *cost)
{
    (void)run, (void)cost;
    return SB_E_NO_PRICE;
}

static void missing(const sb_decision_input *input, sb_decision *d)
{
    d->outcome = SB_OUTCOME_UNREADABLE;
    d->action = settings.missing_snapshot ? SB_REFUSE : SB_ALLOW;
    if (input->flags & SB_DECIDE_NO_REFUSAL)
        d->action = SB_ALLOW;
    d->lien = d->action == SB_REFUSE ? SB_LIEN_NONE : SB_LIEN_OBSERVED;
}

static void compare(const sb_decision_input *input, sb_decision *d)
{
    d->amount = d->quote.upper;
    if (!input->funds || (input->funds->flags & SB_ACCOUNT_UNMANAGED)) {
        d->outcome = SB_OUTCOME_NOT_GATED;
        d->lien = SB_LIEN_OBSERVED;
        return;
    }
    d->available = input->funds->available - input->funds->own_liens;
    if (d->amount <= d->available) {
        d->outcome = SB_OUTCOME_PAID;
        d->lien = SB_LIEN_GATED;
        return;
    }
    d->outcome = SB_OUTCOME_SHORT;
    d->missing = d->amount - d->available;
    d->action = settings.policy == SB_POLICY_ENFORCE ? SB_REFUSE : settings.policy == SB_POLICY_WARN ? SB_WARN : SB_ALLOW;
    if (d->action == SB_REFUSE && (input->flags & SB_DECIDE_NO_REFUSAL))
        d->action = SB_WARN;
    d->lien = d->action == SB_REFUSE ? SB_LIEN_NONE : SB_LIEN_OBSERVED;
}

int32_t sb_decide(const sb_decision_input *input, sb_decision *d, sb_buffer *text)
{
    const char *fault = getenv("SLURMBANK_FAKE");
    int32_t code = SB_OK;
    if (fault)
        return atoi(fault);
    if (!settings.generation)
        return SB_E_NOT_LOADED;
    SB_INIT(&d->quote);
    if (input->quote)
        d->quote = *input->quote;
    else
        code = sb_price(input->requests, input->count, &d->quote);
    d->price_code = code;
    d->policy = settings.policy;
    if (code == SB_E_NO_FACTS || (input->flags & SB_DECIDE_UNREADABLE))
        missing(input, d);
    else if (code != SB_OK)
        d->outcome = SB_OUTCOME_NOT_GATED;
    else
        compare(input, d);
    text->length = 0;
    if (d->action == SB_ALLOW && !(input->flags & SB_DECIDE_TEXT))
        text->data[0] = '\0';
    else
        text->length = (uint32_t)snprintf(text->data, text->capacity, "Account:      %.*s\nCost at most: %.2f SU\nAvailable:    %.2f SU", (int)input->account.length,
            input->account.data ? input->account.data : "", (double)d->quote.upper / SB_UNITS_PER_SU, (double)d->available / SB_UNITS_PER_SU);
    return SB_OK;
}
