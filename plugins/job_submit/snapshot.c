/* The published figures, in memory: read whole and checked whole, so that nothing that happens to the file can hurt slurmctld. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/compat.h"
#include "gate.h"

#define SNAPSHOT_MOST (512u << 20)

void gate_snapshot_free(gate_snapshot *snapshot)
{
    if (!snapshot)
        return;
    free(snapshot->by_uid);
    free(snapshot->first_child);
    free(snapshot->next_child);
    free(snapshot->data);
    free(snapshot);
}

static int by_uid(const void *a, const void *b, void *argument)
{
    const sb_snap *snap = argument;
    uint32_t x = snap->members[*(const uint32_t *)a].uid, y = snap->members[*(const uint32_t *)b].uid;
    return x < y ? -1 : x > y;
}

static int index_users(gate_snapshot *s)
{
    uint32_t i, end = s->cluster->first_member + s->cluster->member_count;
    s->by_uid = malloc(((size_t)s->cluster->member_count + 1) * sizeof *s->by_uid);
    if (!s->by_uid)
        return 0;
    for (i = s->cluster->first_member; i < end; i++)
        if (s->snap.members[i].uid != SB_SNAP_NONE)
            s->by_uid[s->by_uid_count++] = i;
    qsort_r(s->by_uid, s->by_uid_count, sizeof *s->by_uid, by_uid, &s->snap);
    return 1;
}

static int index_children(gate_snapshot *s)
{
    uint64_t count = s->snap.header->accounts.count, i;
    s->first_child = calloc(count + 1, sizeof *s->first_child);
    s->next_child = calloc(count + 1, sizeof *s->next_child);
    if (!s->first_child || !s->next_child)
        return 0;
    for (i = 0; i < count; i++) {
        uint32_t up = s->snap.accounts[i].parent;
        if (up == SB_SNAP_NONE)
            continue;
        s->next_child[i] = s->first_child[up];
        s->first_child[up] = (uint32_t)i + 1;
    }
    return 1;
}

static const char *check(gate_snapshot *s, size_t length)
{
    const char *name = gate_cluster_name();
    int code = sb_snap_open(s->data, length, &s->snap);
    if (code != SB_SNAP_OK)
        return sb_snap_error(code);
    s->cluster = sb_snap_find_cluster(&s->snap, name, strlen(name));
    if (!s->cluster)
        return "it does not know this cluster";
    return index_users(s) && index_children(s) ? NULL : "no memory";
}

gate_snapshot *gate_snapshot_read(const char *path, sbp_stamp *stamp, char *why, size_t size)
{
    gate_snapshot *s = calloc(1, sizeof *s);
    const char *problem = "no memory";
    size_t length;
    int error = s ? sbp_read_file(path, SNAPSHOT_MOST, &s->data, &length, stamp) : ENOMEM;
    if (error)
        problem = strerror(error);
    else
        problem = check(s, length);
    if (!problem)
        return s;
    snprintf(why, size, "%s: %s", path, problem);
    gate_snapshot_free(s);
    return NULL;
}

const sb_snap_member *gate_snapshot_user(const gate_snapshot *s, uint32_t uid)
{
    uint32_t low = 0, high = s->by_uid_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->snap.members[s->by_uid[middle]].uid < uid)
            low = middle + 1;
        else
            high = middle;
    }
    return low < s->by_uid_count && s->snap.members[s->by_uid[low]].uid == uid ? &s->snap.members[s->by_uid[low]] : NULL;
}
