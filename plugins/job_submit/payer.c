#include "payer.h"

#include <stdio.h>
#include <string.h>

#include "gate.h"
#include "tree.h"

/* Slurm's accounts are in lower case, whatever a user writes. */
void gate_lower(char *to, size_t size, const char *from)
{
    size_t i;
    for (i = 0; from && from[i] && i + 1 < size; i++)
        to[i] = from[i] >= 'A' && from[i] <= 'Z' ? (char)(from[i] - 'A' + 'a') : from[i];
    to[i] = '\0';
}

int gate_figures_are_usable(int64_t now)
{
    if (!gate.snapshot)
        return 0;
    return gate.settings.max_snapshot_age <= 0 || now - gate.snapshot->snap.header->created <= gate.settings.max_snapshot_age;
}

static void fill(gate_payer *payer)
{
    const sb_snap_account *a = payer->figures;
    SB_INIT(&payer->funds);
    payer->funds.account = sb_text_of(payer->account);
    payer->funds.granted = a->granted;
    payer->funds.credit_limit = a->credit_limit;
    payer->funds.charged = a->charged;
    payer->funds.running = a->running;
    payer->funds.queued = a->queued + a->gated;
    payer->funds.available = a->available;
    payer->funds.flags = a->flags;
}

/* The user's associations begin where the snapshot has one of that number, or of the name that slurmctld knows. */
static const sb_snap_member *first_of(uint32_t uid, char *account, size_t size)
{
    const sb_snap_member *member = gate.snapshot ? gate_snapshot_user(gate.snapshot, uid) : NULL;
    char name[128];
    if (member)
        return sb_snap_find_user(&gate.snapshot->snap, gate.snapshot->cluster, sb_snap_string(&gate.snapshot->snap, member->user), member->user.length);
    gate_user_of(uid, name, sizeof name, account, size);
    return gate.snapshot && name[0] ? sb_snap_find_user(&gate.snapshot->snap, gate.snapshot->cluster, name, strlen(name)) : NULL;
}

static void default_account(gate_payer *payer, uint32_t uid)
{
    char account[LIEN_ACCOUNT_SIZE] = "";
    const sb_snap_member *member = first_of(uid, account, sizeof account);
    if (member && !account[0]) {
        const sb_snap *snap = &gate.snapshot->snap;
        member = sb_snap_find_member(snap, gate.snapshot->cluster, sb_snap_string(snap, member->user), member->user.length, NULL);
        if (member && member->account != SB_SNAP_NONE)
            snprintf(account, sizeof account, "%s", sb_snap_string(snap, snap->accounts[member->account].name));
    }
    gate_lower(payer->account, sizeof payer->account, account);
}

void gate_payer_qos(gate_payer *payer, uint32_t uid)
{
    char account[LIEN_ACCOUNT_SIZE] = "";
    const sb_snap_member *member = payer->home ? first_of(uid, account, sizeof account) : NULL;
    const sb_snap *snap = gate.snapshot ? &gate.snapshot->snap : NULL;
    if (member)
        member = sb_snap_find_member(snap, gate.snapshot->cluster, sb_snap_string(snap, member->user), member->user.length, payer->home);
    snprintf(payer->qos, sizeof payer->qos, "%s", member && member->default_qos.length ? sb_snap_string(snap, member->default_qos) : "normal");
}

static void find_user(gate_payer *payer, uint32_t uid)
{
    char account[LIEN_ACCOUNT_SIZE] = "";
    const sb_snap_member *member = gate.snapshot ? gate_snapshot_user(gate.snapshot, uid) : NULL;
    payer->uid = uid;
    if (member)
        snprintf(payer->user, sizeof payer->user, "%s", sb_snap_string(&gate.snapshot->snap, member->user));
    else
        gate_user_of(uid, payer->user, sizeof payer->user, account, sizeof account);
}

/* Of several partitions the one where least is left: Slurm may take any of them. */
static int64_t left_for(const gate_payer *payer, sb_text partitions, sb_text qos)
{
    const sb_snap *snap = &gate.snapshot->snap;
    const char *at = partitions.data, *end = at + partitions.length;
    char under[128];
    int64_t least = INT64_MAX;
    snprintf(under, sizeof under, "%.*s", (int)(qos.length < 127 ? qos.length : 127), qos.data ? qos.data : "");
    while (at && at <= end) {
        const char *comma = memchr(at, ',', (size_t)(end - at));
        int64_t left = sb_snap_left_for(snap, payer->figures, at, (size_t)((comma ? comma : end) - at), under, payer->user);
        least = left < least ? left : least;
        if (!comma)
            break;
        at = comma + 1;
    }
    return least;
}

void gate_payer_look(gate_payer *payer, sb_text partitions, sb_text qos)
{
    const sb_snap *snap = gate.snapshot ? &gate.snapshot->snap : NULL;
    const sb_snap_limit *limit;
    int64_t left, promised;
    if (!snap || !payer->figures)
        return;
    if (!partitions.length) {
        partitions.data = sb_snap_string(snap, gate.snapshot->cluster->default_partition);
        partitions.length = gate.snapshot->cluster->default_partition.length;
    }
    fill(payer);
    payer->funds.available = gate_tree_available(payer->figures);
    if (payer->figures->fund_count && partitions.length) {
        left = left_for(payer, partitions, qos);
        if (left == INT64_MAX) {
            payer->funds.available = INT64_MAX;
            payer->funds.flags |= SB_ACCOUNT_UNLIMITED;
        } else if (left < payer->funds.available) {
            payer->funds.available = left;
        }
    }
    limit = payer->user[0] ? sb_snap_find_limit(snap, payer->figures, payer->user, strlen(payer->user)) : NULL;
    if (!limit)
        return;
    promised = liens_of_user(&gate.liens, payer->key, payer->uid);
    payer->funds.flags |= SB_ACCOUNT_USER_LIMIT;
    payer->funds.user = sb_text_of(payer->user);
    payer->funds.user_limit = limit->limit;
    if (__builtin_sub_overflow(limit->available, promised, &payer->funds.user_available))
        payer->funds.user_available = INT64_MIN + 1;
}

void gate_payer_find(gate_payer *payer, uint32_t uid, const char *named)
{
    memset(payer, 0, sizeof *payer);
    find_user(payer, uid);
    if (named && named[0])
        gate_lower(payer->account, sizeof payer->account, named);
    else
        default_account(payer, uid);
    if (gate.snapshot && payer->account[0])
        payer->home = sb_snap_find_account(&gate.snapshot->snap, gate.snapshot->cluster, payer->account, strlen(payer->account));
    gate_payer_count_in(payer, "");
}

void gate_payer_count_in(gate_payer *payer, const char *currency)
{
    const sb_snap *snap = gate.snapshot ? &gate.snapshot->snap : NULL;
    int is_usual = !currency[0] || (snap && strcmp(currency, sb_snap_string(snap, snap->header->currency)) == 0);
    snprintf(payer->currency, sizeof payer->currency, "%s", is_usual ? "" : currency);
    snprintf(payer->key, sizeof payer->key, "%s%s%s", payer->account, is_usual ? "" : ",", payer->currency);
    payer->figures = is_usual || !payer->home ? payer->home : sb_snap_find_account(snap, gate.snapshot->cluster, payer->key, strlen(payer->key));
    if (payer->figures)
        fill(payer);
}

void gate_payer_price(gate_payer *payer, const sb_request *request)
{
    sb_quote quote;
    if (!gate.snapshot || !gate.snapshot->snap.header->currencies.length)
        return;
    SB_INIT(&quote);
    gate_payer_count_in(payer, gate.engine.price(request, 1, &quote) == SB_OK ? quote.currency : "");
}
