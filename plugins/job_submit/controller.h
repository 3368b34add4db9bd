/* controller.h - what the gate asks slurmctld, all of it in slurmctld's memory. One file for the host harness to replace. */
#ifndef SLURMBANK_CONTROLLER_H
#define SLURMBANK_CONTROLLER_H

#include <stddef.h>
#include <stdint.h>

/* ClusterName of slurm.conf; "" where it is not known. */
const char *gate_cluster_name(void);

/* SlurmUser, root, operator or administrator. */
int gate_is_operator(uint32_t uid);

/* A user's name and default account from slurmctld's copy of the accounts; each "" where it is not known. */
void gate_user_of(uint32_t uid, char *name, size_t name_size, char *account, size_t account_size);

#endif
