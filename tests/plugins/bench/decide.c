/*
 * decide PLUGIN COUNT ACCOUNTS: a host of the real job_submit_slurmbank.so, as slurmctld is one: COUNT submissions, spread over the accounts b00000, b00001,
 * ..., one after the other, each by a user of its own. SLURMBANK_GATE_CONF says where the plugin finds its files. Prints one line: decisions a second, then nanoseconds: median, 99th
 * of a hundred and longest; median of the first and of the last tenth; how many were refused. A job that the plugin lets through unasked, because its
 * files are not read yet or its lock was held for too long, bears no key of a lien: it is asked about again, for a minute in all, and counted once.
 */
#include <dlfcn.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <slurm/slurmdb.h>

#include "../../../plugins/common/compat.h"

#define FIRST_UID 30000u

/* What slurmctld would give. */
slurm_conf_t slurm_conf;
void *job_list;
time_t last_job_update;
void *find_job_record(uint32_t job_id);
void lock_slurmctld(void);
void unlock_slurmctld(void);
void schedule_job_save(void);
bool validate_operator(uid_t uid);
int assoc_mgr_fill_in_user(void *db_conn, slurmdb_user_rec_t *user, int enforce, slurmdb_user_rec_t **found, bool locked);
int list_for_each_ro(void *list, int (*each)(void *, void *), void *argument);

/* The plugin gives them a struct by value; here nobody looks at it. */
void lock_slurmctld(void) { }
void unlock_slurmctld(void) { }
void schedule_job_save(void) { }
void *find_job_record(uint32_t job_id)
{
    (void)job_id;
    return NULL;
}
bool validate_operator(uid_t uid) { return uid == 0; }
int assoc_mgr_fill_in_user(void *db_conn, slurmdb_user_rec_t *user, int enforce, slurmdb_user_rec_t **found, bool locked)
{
    (void)db_conn, (void)user, (void)enforce, (void)found, (void)locked;
    return SLURM_ERROR;
}
int list_for_each_ro(void *list, int (*each)(void *, void *), void *argument)
{
    (void)list, (void)each, (void)argument;
    return 0;
}
char *slurm_xstrdup(const char *text) { return text ? strdup(text) : NULL; }
void slurm_xfree(void **item)
{
    free(*item);
    *item = NULL;
}
static void say(const char *format, va_list arguments)
{
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
}
void slurm_info(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(format, arguments);
    va_end(arguments);
}
void slurm_error(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(format, arguments);
    va_end(arguments);
}

static int64_t now_ns(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (int64_t)at.tv_sec * 1000000000 + at.tv_nsec;
}

/* A job of which only the size is said, as slurm_init_job_desc_msg() and sbatch -n 1 -t 60 leave it. */
static void make_job(job_desc_msg_t *job, char *account, uint32_t uid)
{
    memset(job, 0, sizeof *job);
    job->account = account;
    job->user_id = uid;
    job->time_limit = 60;
    job->num_tasks = job->min_cpus = 1;
    job->max_cpus = job->min_nodes = job->max_nodes = job->time_min = job->het_job_offset = NO_VAL;
    job->cpus_per_task = job->pn_min_cpus = job->ntasks_per_node = job->ntasks_per_socket = job->ntasks_per_core = job->ntasks_per_tres = NO_VAL16;
    job->sockets_per_node = job->cores_per_socket = job->threads_per_core = job->core_spec = job->shared = NO_VAL16;
    job->overcommit = NO_VAL8;
    job->pn_min_memory = NO_VAL64;
}

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static uint64_t place(uint64_t *values, uint32_t count, double part)
{
    qsort(values, count, sizeof *values, by_value);
    return values[(uint32_t)((count - 1) * part)];
}

int main(int argc, char **argv)
{
    uint32_t count = argc == 4 ? (uint32_t)atoi(argv[2]) : 0, accounts = argc == 4 ? (uint32_t)atoi(argv[3]) : 0, tenth = count / 10, i, refused = 0;
    int patience = 6000;
    static char cluster[] = "lab";
    int (*start)(void), (*stop)(void), (*submit)(job_desc_msg_t *, uint32_t, char **);
    uint64_t *took = calloc(count + 1, sizeof *took), first, last;
    int64_t began, all;
    void *plugin;
    if (!count || !accounts || tenth == 0)
        return 2;
    slurm_conf.cluster_name = cluster;
    plugin = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
    if (!plugin) {
        fprintf(stderr, "decide: %s\n", dlerror());
        return 1;
    }
    *(void **)&start = dlsym(plugin, "init");
    *(void **)&stop = dlsym(plugin, "fini");
    *(void **)&submit = dlsym(plugin, "job_submit");
    if (start() != SLURM_SUCCESS)
        return 1;
    began = now_ns();
    for (i = 0; i < count; i++) {
        uint32_t one = i * 7919 % accounts;
        char account[32], *told = NULL;
        job_desc_msg_t job;
        int64_t at;
        snprintf(account, sizeof account, "b%05u", one);
        for (;;) {
            int answer;
            make_job(&job, account, FIRST_UID + one);
            at = now_ns();
            answer = submit(&job, job.user_id, &told);
            took[i] = (uint64_t)(now_ns() - at);
            refused += answer != SLURM_SUCCESS;
            if (answer != SLURM_SUCCESS || job.admin_comment || patience-- <= 0)
                break;
            free(told);
            told = NULL;
            nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
        }
        free(job.admin_comment);
        free(told);
    }
    all = now_ns() - began;
    first = place(took, tenth, 0.5);
    last = place(took + count - tenth, tenth, 0.5);
    printf("%.0f %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu32 "\n", count * 1e9 / (double)all, place(took, count, 0.5), place(took, count, 0.99), took[count - 1],
        first, last, refused);
    free(took);
    return stop();
}
