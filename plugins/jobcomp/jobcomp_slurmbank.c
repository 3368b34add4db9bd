/*
 * jobcomp_slurmbank.c - Slurm's side of the plugin: each end of a job becomes a record in the spool folder, which the bank drains.
 * Nothing here waits: a record is copied into a queue, and a thread of the plugin's own writes it.
 */
#include "config.h"

#include "slurm_version.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include JOBCOMP_HEADER
#include "src/common/list.h"
#include "src/common/log.h"
#include "src/common/read_config.h"
#include "src/common/run_in_daemon.h"
#include "src/common/slurm_xlator.h"

#include "answer.h"
#include "capture.h"
#include "chain.h"
#include "outlet.h"
#include "report.h"
#include "settings.h"
#include "spool.h"

#define SLURM_SEES __attribute__((visibility("default")))
/* Slurm waits this long for what is in memory when it ends. */
#define LAST_SECONDS 5

SLURM_SEES const char plugin_name[] = "SlurmBank completion records";
SLURM_SEES const char plugin_type[] = "jobcomp/slurmbank";
SLURM_SEES const uint32_t plugin_version = SLURM_VERSION_NUMBER;

/* What Slurm looks up by name. */
SLURM_SEES int init(void);
SLURM_SEES int fini(void);
#if JOBCOMP_LOCATION_IS_GIVEN
SLURM_SEES int jobcomp_p_set_location(char *location);
#else
SLURM_SEES int jobcomp_p_set_location(void);
#endif
#if JOBCOMP_TELLS_EVENTS
SLURM_SEES int jobcomp_p_record_job_end(job_record_t *job, uint32_t event);
SLURM_SEES int jobcomp_p_record_job_start(job_record_t *job, uint32_t event);
#else
SLURM_SEES int jobcomp_p_log_record(job_record_t *job);
#endif
SLURM_SEES struct xlist *jobcomp_p_get_jobs(slurmdb_job_cond_t *condition);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct outlet *spool;
static char spool_folder[4096];
static unsigned long long unusable;

void report_error(const char *format, ...)
{
    char text[1024];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    error("%s", text);
}

void report_info(const char *format, ...)
{
    char text[1024];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    info("%s", text);
}

int init(void)
{
    return SLURM_SUCCESS;
}

static void start_spool(const char *folder, const struct settings *settings)
{
    if (spool != NULL && strcmp(folder, spool_folder) == 0)
        return;
    if (spool != NULL)
        outlet_stop(spool, LAST_SECONDS);
    snprintf(spool_folder, sizeof(spool_folder), "%s", folder);
    struct sink *sink = spool_sink(folder, settings->rotate_seconds, settings->spool_bytes);
    spool = sink == NULL ? NULL : outlet_start(sink, settings->queue_bytes);
    if (spool == NULL)
        report_error("jobcomp/slurmbank: no memory or no thread for the spool; no record is kept, and the bank's sync settles all");
}

/* It never fails: no folder is no reason for no slurmctld. */
static int take_location(const char *location)
{
    struct settings settings;
    char wrong[SETTING_SIZE];

    if (location == NULL || location[0] != '/') {
        report_error("jobcomp/slurmbank: JobCompLoc has to name the spool folder by its full path; no record is kept");
        return SLURM_SUCCESS;
    }
    settings_read(&settings, slurm_conf.job_comp_params, wrong);
    pthread_mutex_lock(&lock);
    if (!running_in_slurmctld()) {
        snprintf(spool_folder, sizeof(spool_folder), "%s", location);
    } else {
        if (wrong[0] != '\0')
            report_error("jobcomp/slurmbank: JobCompParams has '%s', which is no setting of this plugin or out of range; the default is used", wrong);
        start_spool(location, &settings);
        chain_open(settings.next, settings.next_location, slurm_conf.plugindir);
    }
    pthread_mutex_unlock(&lock);
    return SLURM_SUCCESS;
}

/* Called at the start, at each reconfigure and for log rotation; in sacct -c too. */
#if JOBCOMP_LOCATION_IS_GIVEN
int jobcomp_p_set_location(char *location)
{
    return take_location(location);
}
#else
int jobcomp_p_set_location(void)
{
    return take_location(slurm_conf.job_comp_loc);
}
#endif

static void keep(const job_record_t *job)
{
    struct record record = { 0 };
    struct timespec now;

    if (spool == NULL || capture_leaves_to_sync(job))
        return;
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t now_us = (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
    capture_end(job, slurm_conf.cluster_name, now_us, &record);
    if (!record.failed)
        outlet_add(spool, record.data, record.used, now_us);
    else if (unusable++ == 0)
        report_error("jobcomp/slurmbank: job %u does not fit into a record; it and others like it are left to the bank's sync", job->job_id);
    record_release(&record);
}

static int end(job_record_t *job, uint32_t event)
{
    pthread_mutex_lock(&lock);
    keep(job);
    chain_end(job, event);
    pthread_mutex_unlock(&lock);
    return SLURM_SUCCESS;
}

#if JOBCOMP_TELLS_EVENTS
int jobcomp_p_record_job_end(job_record_t *job, uint32_t event)
{
    return end(job, event);
}

/* A start costs nothing: it is passed on, for a plugin that wants starts, and not kept. */
int jobcomp_p_record_job_start(job_record_t *job, uint32_t event)
{
    pthread_mutex_lock(&lock);
    chain_start(job, event);
    pthread_mutex_unlock(&lock);
    return SLURM_SUCCESS;
}
#else
int jobcomp_p_log_record(job_record_t *job)
{
    return end(job, 0);
}
#endif

struct xlist *jobcomp_p_get_jobs(slurmdb_job_cond_t *condition)
{
    return answer_jobs(spool_folder, condition);
}

int fini(void)
{
    pthread_mutex_lock(&lock);
    struct outlet *ending = spool;
    spool = NULL;
    spool_folder[0] = '\0';
    chain_close();
    pthread_mutex_unlock(&lock);
    if (ending != NULL)
        outlet_stop(ending, LAST_SECONDS);
    return SLURM_SUCCESS;
}
