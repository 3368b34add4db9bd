#include "outlet.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "report.h"

#define BATCH 512
#define LONGEST_PAUSE_MS 30000

struct outlet {
    struct queue queue;
    struct sink *sink;
    pthread_t thread;
    atomic_int owners; /* the thread, and who started it */
};

static void release(struct outlet *outlet)
{
    if (atomic_fetch_sub(&outlet->owners, 1) != 1)
        return;
    queue_release(&outlet->queue);
    free(outlet->sink);
    free(outlet);
}

static struct timespec in_milliseconds(long milliseconds)
{
    struct timespec at;

    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += milliseconds / 1000;
    at.tv_nsec += milliseconds % 1000 * 1000000;
    if (at.tv_nsec >= 1000000000) {
        at.tv_sec++;
        at.tv_nsec -= 1000000000;
    }
    return at;
}

/* One delivery. True where nothing is left that could not be delivered. */
static bool deliver(struct outlet *outlet, char problem[PROBLEM_SIZE], size_t *count)
{
    struct entry *batch[BATCH];
    struct loss loss;
    bool told = false;

    problem[0] = '\0';
    *count = queue_take(&outlet->queue, batch, BATCH, &loss);
    size_t safe = outlet->sink->deliver(outlet->sink, batch, *count, &loss, &told, problem);
    queue_done(&outlet->queue, safe, told ? &loss : NULL);
    return safe == *count && problem[0] == '\0';
}

/* One, two, four ... seconds, so that a full disk is asked twice a minute and not a million times. */
static long pause_after(unsigned failures)
{
    long pause = failures > 5 ? LONGEST_PAUSE_MS : 1000L << (failures - 1);

    return pause < LONGEST_PAUSE_MS ? pause : LONGEST_PAUSE_MS;
}

static void tell(struct outlet *outlet, unsigned failures, const char *problem)
{
    if (failures == 1)
        report_error("%s: %s. Records wait in memory, the oldest are dropped where it is full; the bank's sync settles what is lost.", outlet->sink->name, problem);
    else if (failures % 120 == 0)
        report_error("%s: still no way to write: %s (%zu records wait, %llu were dropped)", outlet->sink->name, problem, outlet->queue.count,
            (unsigned long long)outlet->queue.dropped);
}

static void *run(void *argument)
{
    struct outlet *outlet = argument;
    char problem[PROBLEM_SIZE];
    unsigned failures = 0;
    size_t count;

    for (;;) {
        bool last = queue_is_stopping(&outlet->queue);
        if (deliver(outlet, problem, &count)) {
            if (failures > 0)
                report_info("%s: writing again; %llu records were dropped so far", outlet->sink->name, (unsigned long long)outlet->queue.dropped);
            failures = 0;
            /* Also while records keep coming: a segment is complete in time, however busy the cluster. */
            long next = outlet->sink->tick(outlet->sink);
            if (count > 0)
                continue;
            if (last)
                break;
            struct timespec at = in_milliseconds(next);
            queue_wait(&outlet->queue, next > 0 ? &at : NULL, false);
        } else {
            tell(outlet, ++failures, problem);
            if (last)
                break;
            struct timespec at = in_milliseconds(pause_after(failures));
            queue_wait(&outlet->queue, &at, true);
        }
    }
    outlet->sink->finish(outlet->sink);
    if (outlet->queue.count > 0 || outlet->queue.dropped > 0)
        report_error("%s: ends with %zu records not written and %llu dropped; the bank's sync settles them", outlet->sink->name, outlet->queue.count,
            (unsigned long long)outlet->queue.dropped);
    release(outlet);
    return NULL;
}

struct outlet *outlet_start(struct sink *sink, size_t queue_bytes)
{
    struct outlet *outlet = calloc(1, sizeof(*outlet));
    sigset_t all, before;

    if (outlet == NULL)
        return NULL;
    queue_start(&outlet->queue, queue_bytes);
    outlet->sink = sink;
    atomic_init(&outlet->owners, 2);
    /* Signals are the daemon's business. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int code = pthread_create(&outlet->thread, NULL, run, outlet);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (code != 0) {
        queue_release(&outlet->queue);
        free(outlet);
        return NULL;
    }
    pthread_setname_np(outlet->thread, "slurmbank-spool");
    return outlet;
}

void outlet_add(struct outlet *outlet, const unsigned char *data, size_t size, int64_t logged_us)
{
    queue_add(&outlet->queue, data, size, logged_us);
}

void outlet_stop(struct outlet *outlet, int seconds)
{
    struct timespec until = in_milliseconds(seconds * 1000L);

    queue_stop(&outlet->queue);
    if (pthread_clockjoin_np(outlet->thread, NULL, CLOCK_MONOTONIC, &until) != 0) {
        report_error("%s: does not end within %d s; it is left behind", outlet->sink->name, seconds);
        pthread_detach(outlet->thread);
    }
    release(outlet);
}
