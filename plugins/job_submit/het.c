#include "het.h"

#include <stdio.h>
#include <string.h>

#define HET_SLOTS 8
#define HET_SECONDS 60

static het_job jobs[HET_SLOTS];

static het_job *oldest(void)
{
    het_job *found = &jobs[0];
    int i;
    for (i = 1; i < HET_SLOTS; i++)
        if (jobs[i].time < found->time)
            found = &jobs[i];
    return found;
}

het_job *het_find(uint32_t offset, uint32_t uid)
{
    int64_t now = sbp_monotonic();
    het_job *het = NULL;
    int i;
    if (offset >= HET_MOST)
        return NULL;
    for (i = 0; i < HET_SLOTS && !het; i++)
        if (jobs[i].time && now - jobs[i].time < HET_SECONDS && pthread_equal(jobs[i].thread, pthread_self()))
            het = &jobs[i];
    if (offset == 0) {
        het = het ? het : oldest();
        memset(het, 0, sizeof *het);
        het->thread = pthread_self();
        het->uid = uid;
    } else if (!het || het->uid != uid || het->count != offset) {
        return NULL;
    }
    het->time = now;
    return het;
}

const het_sum *het_sum_of(const het_job *het, const char *account)
{
    uint32_t i;
    for (i = 0; i < het->sum_count; i++)
        if (strcmp(het->sums[i].account, account) == 0)
            return &het->sums[i];
    return NULL;
}

/* With more accounts than there is room for, or where two prices do not go together, the liens alone count. */
static het_sum *add_to_sum(het_job *het, const sb_quote *quote, const char *account)
{
    het_sum *sum = (het_sum *)(uintptr_t)het_sum_of(het, account);
    if (sum && gate.engine.quote_add(&sum->quote, quote) == SB_OK)
        return sum;
    if (sum) {
        *sum = het->sums[--het->sum_count];
        return NULL;
    }
    if (het->sum_count == HET_ACCOUNTS)
        return NULL;
    sum = &het->sums[het->sum_count++];
    snprintf(sum->account, sizeof sum->account, "%s", account);
    sum->quote = *quote;
    sum->units = 0;
    return sum;
}

void het_add(het_job *het, uint32_t offset, const sb_quote *quote, const lien *made, const char *account)
{
    het_sum *sum = add_to_sum(het, quote, account);
    het->count = offset + 1;
    if (made && offset < HET_MOST) {
        memcpy(het->keys[offset], made->key, KEY_SIZE);
        het->has_key[offset] = 1;
        if (sum)
            sum->units += made->units;
    }
}

void het_undo(het_job *het)
{
    uint32_t i;
    for (i = 0; i < het->count; i++) {
        lien *item = het->has_key[i] ? liens_find(&gate.liens, het->keys[i]) : NULL;
        if (!item)
            continue;
        gate_lien_ended("undone", item);
        liens_end(&gate.liens, het->keys[i], 1);
        gate.counters.liens_undone++;
    }
    liens_tidy(&gate.liens);
    het->time = 0;
}
