/* gate.h - the gate's state: one of it in slurmctld. Everything under `lock`, which is held for microseconds and waited for with a deadline. */
#ifndef SLURMBANK_GATE_H
#define SLURMBANK_GATE_H

#include <pthread.h>
#include <stdint.h>

#include "../common/engine.h"
#include "../common/files.h"
#include "../common/report.h"
#include "controller.h"
#include "journal.h"
#include "liens.h"

#define GATE_PATH 4096

/* What gate.counters tells: each grows until slurmctld ends. */
#define GATE_COUNTERS(X) \
    X(submissions) X(changes) X(paid) X(free) X(not_gated) X(short_refused) X(short_warned) X(short_observed) X(short_passed_for_operator) \
    X(figures_missing_allowed) X(figures_missing_refused) X(engine_missing_allowed) X(engine_missing_refused) X(engine_errors) X(quotes) \
    X(liens_made) X(liens_rebuilt) X(liens_undone) X(liens_cancelled) X(comments_not_written) X(changes_not_priced) X(changes_undone) X(busy) \
    X(snapshots_read) X(snapshots_rejected) X(configurations_read) X(configurations_rejected) X(scans) X(microseconds) X(microseconds_longest)

typedef struct {
#define X(name) uint64_t name;
    GATE_COUNTERS(X)
#undef X
} gate_counters;

/* slurmbank_gate.conf, and what the configuration says. Empty paths: not said. */
typedef struct {
    char configuration[GATE_PATH];
    char library[GATE_PATH];
    char snapshot[GATE_PATH];
    char journal[GATE_PATH];
    int is_off;         /* Gate=off */
    int refuse;         /* OnFailure=refuse: what happens where not even the configuration can be had */
    int admin_comment;  /* -1: as the configuration says */
    int unseen_seconds; /* UnseenSeconds: how long a lien that no job has is kept */
} gate_conf;

/* A snapshot in memory. */
typedef struct {
    char *data;
    sb_snap snap;
    const sb_snap_cluster *cluster;
    uint32_t *by_uid;   /* places in snap.members, sorted by uid; those with a uid only */
    uint32_t by_uid_count;
    uint32_t *first_child, *next_child; /* of accounts: place in snap.accounts + 1 of one that draws on it, and of the next that draws on the same; 0 for none */
} gate_snapshot;

typedef struct {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    pthread_t watcher;
    int watching, stopping, passes;

    gate_conf conf;
    sbp_engine engine;
    sb_settings settings; /* generation 0: no configuration yet */
    gate_snapshot *snapshot; /* NULL: none that can be read */
    lien_table liens;
    gate_journal journal;
    int journal_is_open;
    int64_t last_scan;    /* CLOCK_MONOTONIC seconds */
    int was_rebuilt;      /* liens were looked for on slurmctld's jobs since the start */
    gate_counters counters;

    /* the watcher's own */
    sbp_stamp conf_stamp, configuration_stamp, library_stamp, snapshot_stamp;
    uint64_t inputs;
    int inputs_loaded;
    int64_t counters_written;
    sbp_state conf_state, configuration_state, library_state, snapshot_state, journal_state, counters_state, inputs_state;
} gate_state;

extern gate_state gate;

/* watch.c: the thread that reads files, once a second, so that nobody who submits waits for one. */
void gate_start(void);
void gate_stop(void);
/* Makes a detached thread that gets no signals. Returns 0 or an errno. */
int gate_thread(pthread_t *thread, void *(*run)(void *));
/* files.c: one look at all files. */
void gate_watch_pass(void);

/* Takes the lock within a few milliseconds, or returns 0. */
int gate_enter(void);
/* The same without counting or telling. */
int gate_enter_quietly(void);
void gate_leave(void);

/* conf.c */
void gate_conf_read(gate_conf *conf, const char *text);
const char *gate_conf_path(char *path, size_t size);

/* snapshot.c */
gate_snapshot *gate_snapshot_read(const char *path, sbp_stamp *stamp, char *why, size_t size);
void gate_snapshot_free(gate_snapshot *snapshot);
const sb_snap_member *gate_snapshot_user(const gate_snapshot *snapshot, uint32_t uid);

/* counters.c: writes gate.counters at most every two seconds. Called under the lock; the file is written by gate_counters_put without it. */
int gate_counters_text(char *text, size_t size);

void gate_lower(char *to, size_t size, const char *from);

/* scan.c: looks at slurmctld's jobs: which liens they have. Under the lock, in a call of job_submit or job_modify. */
void gate_look_after_liens(int64_t now);
/* The same at once, though not twice within a second: whether it was done. */
int gate_look_again(int64_t now);
void gate_lien_ended(void *why, const lien *item);

#endif
