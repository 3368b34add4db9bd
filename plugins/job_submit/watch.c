/*
 * The watcher: a thread of the plugin that looks once a second for a new configuration, library and snapshot, and keeps journal and counters.
 * Files may hang or be slow; whoever submits a job never touches one, but for the one write() of a lien.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../common/compat.h"
#include "gate.h"

/* Where hooks run side by side, up to 256 of slurmctld's threads may stand in line: each needs some tens of microseconds. */
#define ENTER_MILLISECONDS (SBP_HOOKS_ARE_PARALLEL ? 100 : 20)
#define FIRST_PASS_SECONDS 3

gate_state gate = { .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER, .journal = { .file = -1 } };

static struct timespec after(int64_t milliseconds)
{
    struct timespec at;
    clock_gettime(CLOCK_REALTIME, &at);
    at.tv_sec += milliseconds / 1000;
    at.tv_nsec += milliseconds % 1000 * 1000000;
    if (at.tv_nsec >= 1000000000) {
        at.tv_sec++;
        at.tv_nsec -= 1000000000;
    }
    return at;
}

int gate_enter_quietly(void)
{
    struct timespec at;
    if (pthread_mutex_trylock(&gate.lock) == 0)
        return 1;
    at = after(ENTER_MILLISECONDS);
    return pthread_mutex_timedlock(&gate.lock, &at) == 0;
}

int gate_enter(void)
{
    static sbp_place place;
    if (gate_enter_quietly())
        return 1;
    __atomic_fetch_add(&gate.counters.busy, 1, __ATOMIC_RELAXED);
    sbp_error(&place, "the gate was busy for %d ms: a job was let through unasked", ENTER_MILLISECONDS);
    return 0;
}

void gate_leave(void)
{
    pthread_mutex_unlock(&gate.lock);
}

void gate_lien_ended(void *why, const lien *item)
{
    journal_end(&gate.journal, item, why);
}

static void *watch(void *argument)
{
    pthread_mutex_lock(&gate.lock);
    while (!gate.stopping) {
        struct timespec at;
        pthread_mutex_unlock(&gate.lock);
        gate_watch_pass();
        pthread_mutex_lock(&gate.lock);
        gate.passes++;
        pthread_cond_broadcast(&gate.wake);
        at = after(1000);
        if (!gate.stopping)
            pthread_cond_timedwait(&gate.wake, &gate.lock, &at);
    }
    gate.watching = 0;
    pthread_cond_broadcast(&gate.wake);
    pthread_mutex_unlock(&gate.lock);
    return argument;
}

/* No signal of slurmctld's is for our threads. */
int gate_thread(pthread_t *thread, void *(*run)(void *))
{
    sigset_t all, before;
    pthread_attr_t attributes;
    int error;
    sigfillset(&all);
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, 2u << 20);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    error = pthread_create(thread, &attributes, run, NULL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    return error;
}

void gate_start(void)
{
    struct timespec end = after(FIRST_PASS_SECONDS * 1000);
    int error;
    pthread_mutex_lock(&gate.lock);
    gate.stopping = 0;
    gate.passes = 0;
    if (!gate.watching) {
        error = gate_thread(&gate.watcher, watch);
        gate.watching = !error;
        if (error)
            sbp_error(NULL, "no thread for the gate's files: %s; every job is let through", strerror(error));
    }
    /* The first jobs after a start shall find figures; files that hang do not keep slurmctld from starting. */
    while (gate.watching && !gate.passes && pthread_cond_timedwait(&gate.wake, &gate.lock, &end) == 0)
        continue;
    pthread_mutex_unlock(&gate.lock);
}

void gate_stop(void)
{
    struct timespec end = after(1000);
    pthread_mutex_lock(&gate.lock);
    gate.stopping = 1;
    pthread_cond_broadcast(&gate.wake);
    while (gate.watching && pthread_cond_timedwait(&gate.wake, &gate.lock, &end) == 0)
        continue;
    pthread_mutex_unlock(&gate.lock);
}
