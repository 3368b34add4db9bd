/*
 * submit LIBRARY count=N [workers=N] [rate=N] [window=N] [keep=1] accounts=A,B,...: submits held jobs of one task and an hour by slurm_submit_batch_job(),
 * and cancels them again. Prints the nanoseconds of each submission, a line each, then `DONE submitted errors nanoseconds` (of all together).
 *   workers  threads that submit at the same time (1)
 *   rate     submissions a second, all workers together (as fast as they go)
 *   window   jobs that a worker leaves waiting at most: it cancels its oldest. 0: all are cancelled when the last is submitted (0)
 *   keep     cancels none
 * LIBRARY is Slurm's libslurmfull.so; sbatch does the same, in a process for each job.
 */
#include <dlfcn.h>
#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <slurm/slurm.h>

#include "compat.h"

static __typeof__(slurm_init_job_desc_msg) *init_job;
static __typeof__(slurm_submit_batch_job) *submit_job;
static __typeof__(slurm_kill_job) *kill_job;
static __typeof__(slurm_free_submit_response_response_msg) *free_answer;
static __typeof__(slurm_strerror) *error_text;

static uint32_t count, workers = 1, rate, window, keep, account_count;
static char *accounts[1024];
static uint64_t *took;
static uint32_t *jobs, next_one, errors;
static int64_t began, submitted_at;
static pthread_barrier_t all_submitted;

static int64_t now_ns(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (int64_t)at.tv_sec * 1000000000 + at.tv_nsec;
}

static void find(void *handle, const char *name, void *to)
{
    void *found = dlsym(handle, name);
    if (!found) {
        fprintf(stderr, "submit: the library has no %s\n", name);
        exit(1);
    }
    memcpy(to, &found, sizeof found);
}

static void load(const char *path)
{
    __typeof__(slurm_init) *start;
    /* Its plugins look for its symbols. */
    void *handle = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
    if (!handle) {
        fprintf(stderr, "submit: %s\n", dlerror());
        exit(1);
    }
    find(handle, "slurm_init", &start);
    find(handle, "slurm_init_job_desc_msg", &init_job);
    find(handle, "slurm_submit_batch_job", &submit_job);
    find(handle, "slurm_kill_job", &kill_job);
    find(handle, "slurm_free_submit_response_response_msg", &free_answer);
    find(handle, "slurm_strerror", &error_text);
    start(NULL);
}

static void wait_until(int64_t at)
{
    struct timespec until = { at / 1000000000, at % 1000000000 };
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) != 0)
        continue;
}

static void submit_one(uint32_t number)
{
    static char name[] = "bench", script[] = "#!/bin/sh\nexit 0\n", folder[] = "/tmp", nothing[] = "/dev/null", path[] = "PATH=/usr/bin:/bin", *environment[] = { path, NULL };
    submit_response_msg_t *answer = NULL;
    job_desc_msg_t job;
    int64_t start;
    init_job(&job);
    job.name = name;
    job.account = accounts[number % account_count];
    job.script = script;
    job.work_dir = folder;
    job.std_in = job.std_out = job.std_err = nothing;
    job.environment = environment;
    job.env_size = 1;
    job.user_id = getuid();
    job.group_id = getgid();
    job.time_limit = 60;
    job.num_tasks = job.min_cpus = 1;
    job.min_nodes = 1;
    job.priority = 0;
    start = now_ns();
    if (submit_job(&job, &answer) != SLURM_SUCCESS) {
        if (__atomic_fetch_add(&errors, 1, __ATOMIC_RELAXED) == 0)
            fprintf(stderr, "submit: %s\n", error_text(errno));
    } else {
        jobs[number] = SBP_JOB_ID(answer);
    }
    took[number] = (uint64_t)(now_ns() - start);
    if (answer)
        free_answer(answer);
}

static void cancel(uint32_t number)
{
    if (jobs[number] && !keep)
        kill_job(jobs[number], SIGKILL, 0);
}

static void *work(void *argument)
{
    uint32_t *mine = calloc(count, sizeof *mine), made = 0, gone = 0, number;
    while ((number = __atomic_fetch_add(&next_one, 1, __ATOMIC_RELAXED)) < count) {
        if (rate)
            wait_until(began + (int64_t)number * 1000000000 / rate);
        submit_one(number);
        mine[made++] = number;
        if (window && made - gone > window)
            cancel(mine[gone++]);
    }
    if (pthread_barrier_wait(&all_submitted) == PTHREAD_BARRIER_SERIAL_THREAD)
        submitted_at = now_ns();
    while (gone < made)
        cancel(mine[gone++]);
    free(mine);
    return argument;
}

static void read_arguments(int argc, char **argv)
{
    int i;
    char *list = NULL, *word;
    for (i = 2; i < argc; i++) {
        if (sscanf(argv[i], "count=%" SCNu32, &count) == 1 || sscanf(argv[i], "workers=%" SCNu32, &workers) == 1 || sscanf(argv[i], "rate=%" SCNu32, &rate) == 1 ||
            sscanf(argv[i], "window=%" SCNu32, &window) == 1 || sscanf(argv[i], "keep=%" SCNu32, &keep) == 1)
            continue;
        if (strncmp(argv[i], "accounts=", 9) == 0)
            list = argv[i] + 9;
    }
    while (list && (word = strsep(&list, ",")) && account_count < sizeof accounts / sizeof *accounts)
        accounts[account_count++] = word;
    if (argc < 2 || !count || !workers || workers > 64 || !account_count) {
        fprintf(stderr, "submit LIBRARY count=N [workers=N] [rate=N] [window=N] [keep=1] accounts=A,B,...\n");
        exit(2);
    }
}

int main(int argc, char **argv)
{
    pthread_t threads[64];
    uint32_t i;
    read_arguments(argc, argv);
    load(argv[1]);
    took = calloc(count, sizeof *took);
    jobs = calloc(count, sizeof *jobs);
    pthread_barrier_init(&all_submitted, NULL, workers);
    began = now_ns();
    for (i = 0; i < workers; i++)
        pthread_create(&threads[i], NULL, work, NULL);
    for (i = 0; i < workers; i++)
        pthread_join(threads[i], NULL);
    for (i = 0; i < count; i++)
        printf("%" PRIu64 "\n", took[i]);
    printf("DONE %" PRIu32 " %" PRIu32 " %" PRId64 "\n", count - errors, errors, submitted_at - began);
    return 0;
}
