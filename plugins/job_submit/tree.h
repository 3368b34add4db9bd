/* tree.h - accounts that draw on one another: what promises to some of them leave to the others. */
#ifndef SLURMBANK_TREE_H
#define SLURMBANK_TREE_H

#include <stdint.h>

#include "../include/slurmbank_snapshot.h"

/* What is available to an account, without the gate's own liens of that account itself: those of the accounts that draw on it, or on what it draws on,
   are taken off. For an account that is in no tree that is the figure of the snapshot. Under the lock. */
int64_t gate_tree_available(const sb_snap_account *account);

#endif
