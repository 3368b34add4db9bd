#include "controller.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <slurm/slurmdb.h>

#include "../common/compat.h"

/* slurmctld's own; declared in its private headers. */
extern slurm_conf_t slurm_conf;
extern bool validate_operator(uid_t uid);
extern int assoc_mgr_fill_in_user(void *db_conn, slurmdb_user_rec_t *user, int enforce, slurmdb_user_rec_t **found, bool locked);

const char *gate_cluster_name(void)
{
    return slurm_conf.cluster_name ? slurm_conf.cluster_name : "";
}

int gate_is_operator(uint32_t uid)
{
    return validate_operator((uid_t)uid);
}

void gate_user_of(uint32_t uid, char *name, size_t name_size, char *account, size_t account_size)
{
    slurmdb_user_rec_t user, *found = NULL;
    memset(&user, 0, sizeof user);
    user.uid = uid;
    name[0] = account[0] = '\0';
    /* slurmctld does the same right after us for every job. */
    if (assoc_mgr_fill_in_user(NULL, &user, 0, &found, false) != SLURM_SUCCESS)
        return;
    snprintf(name, name_size, "%s", user.name ? user.name : "");
    snprintf(account, account_size, "%s", user.default_acct ? user.default_acct : "");
}
