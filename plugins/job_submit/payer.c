#include "payer.h"

#include <stdio.h>
#include <string.h>

#include "gate.h"

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
    const sb_snap_member *member = payer->figures ? first_of(uid, account, sizeof account) : NULL;
    const sb_snap *snap = gate.snapshot ? &gate.snapshot->snap : NULL;
    if (member)
        member = sb_snap_find_member(snap, gate.snapshot->cluster, sb_snap_string(snap, member->user), member->user.length, payer->figures);
    snprintf(payer->qos, sizeof payer->qos, "%s", member && member->default_qos.length ? sb_snap_string(snap, member->default_qos) : "normal");
}

void gate_payer_find(gate_payer *payer, uint32_t uid, const char *named)
{
    memset(payer, 0, sizeof *payer);
    if (named && named[0])
        gate_lower(payer->account, sizeof payer->account, named);
    else
        default_account(payer, uid);
    if (gate.snapshot && payer->account[0])
        payer->figures = sb_snap_find_account(&gate.snapshot->snap, gate.snapshot->cluster, payer->account, strlen(payer->account));
    if (payer->figures)
        fill(payer);
}
