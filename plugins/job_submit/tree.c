/* What the ledger's TreeFigures says, with the gate's own liens put in: what an account's jobs may cost beyond its own funds is claimed from the account that
   it draws on, so that two of its children cannot both count on the same amount. */
#include "tree.h"

#include "gate.h"

typedef __int128 wide;

static const sb_snap *snap(void)
{
    return &gate.snapshot->snap;
}

static uint32_t place_of(const sb_snap_account *account)
{
    return (uint32_t)(account - snap()->accounts);
}

static wide above_zero(wide value)
{
    return value > 0 ? value : 0;
}

/* Without a credit limit: that is the account's own. */
static wide funds_of(const sb_snap_account *account)
{
    return (wide)account->granted - account->charged;
}

static wide pending_of(const sb_snap_account *account)
{
    return (wide)account->running + account->gated + liens_of(&gate.liens, sb_snap_string(snap(), account->name), NULL);
}

static wide claims_on(const sb_snap_account *account, const sb_snap_account *except, int depth);

static wide claim_of(const sb_snap_account *account, int depth)
{
    return above_zero(pending_of(account) + claims_on(account, NULL, depth) - above_zero(funds_of(account)));
}

static wide claims_on(const sb_snap_account *account, const sb_snap_account *except, int depth)
{
    wide sum = 0;
    uint32_t child;
    if (depth > SB_SNAP_DEEPEST)
        return 0;
    for (child = gate.snapshot->first_child[place_of(account)]; child; child = gate.snapshot->next_child[child - 1])
        if (&snap()->accounts[child - 1] != except)
            sum += claim_of(&snap()->accounts[child - 1], depth + 1);
    return sum;
}

/* What the account that it draws on, and those above that one, have left for it when all others are paid. */
static wide from_parent(const sb_snap_account *account)
{
    const sb_snap_account *parent;
    if (account->parent == SB_SNAP_NONE)
        return 0;
    parent = &snap()->accounts[account->parent];
    if (parent->available == INT64_MAX)
        return INT64_MAX;
    return above_zero(above_zero(funds_of(parent)) - pending_of(parent) - claims_on(parent, account, 0) + from_parent(parent));
}

int64_t gate_tree_available(const sb_snap_account *account)
{
    wide own, left, available;
    if (account->available == INT64_MAX || (account->parent == SB_SNAP_NONE && !gate.snapshot->first_child[place_of(account)]))
        return account->available;
    own = above_zero(funds_of(account)) - account->running - account->gated + from_parent(account);
    left = own > 0 ? above_zero(own - claims_on(account, NULL, 0)) : own;
    available = left + account->credit_limit + (funds_of(account) < 0 ? funds_of(account) : 0);
    return available > INT64_MAX - 1 ? INT64_MAX - 1 : available < -INT64_MAX ? -INT64_MAX : (int64_t)available;
}
