#include "config.h"

#include "slurm_version.h"

#include <errno.h>
#include <grp.h>
#include <string.h>
#include <sys/wait.h>

#include JOBCOMP_HEADER
#include "src/common/slurm_protocol_defs.h"
#include "src/common/slurm_xlator.h"
#include "src/common/uid.h"
#include "src/common/xmalloc.h"
#include "src/common/xstring.h"

#include "answer.h"
#include "filter.h"
#include "record.h"
#include "report.h"
#include "segments.h"

struct answer {
    struct xlist *list;
    const slurmdb_job_cond_t *condition;
};

static char *text(const struct run *run, enum record_field field)
{
    const struct field *found = &run->fields[field];

    return found->data == NULL ? xstrdup("") : xstrndup((const char *)found->data, found->size);
}

/*
 * sacct reads times back with its own parser, which takes seconds without a time zone's doubt, but not small ones. What it does not know is
 * the second 0 to it, which it prints as such.
 */
static char *time_text(const struct run *run, enum record_field field)
{
    int64_t seconds = run_number(run, field, 0);
    time_t none = 0;
    struct tm local;
    char text[32];

    if (seconds >= 1000000)
        return xstrdup_printf("uts%" PRId64, seconds);
    localtime_r(&none, &local);
    strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &local);
    return xstrdup(text);
}

static char *exit_text(int64_t code)
{
    int status = (int)code;

    return xstrdup_printf("%d:%d", WIFEXITED(status) ? WEXITSTATUS(status) : 0, WIFSIGNALED(status) ? WTERMSIG(status) : 0);
}

static char *limit_text(int64_t minutes)
{
    if (minutes == INFINITE)
        return xstrdup("UNLIMITED");
    if (minutes == NO_VAL)
        return xstrdup("Partition_Limit");
    return xstrdup_printf("%" PRId64, minutes);
}

static char *who_text(char *name, uint32_t number)
{
    char *both = xstrdup_printf("%s(%u)", name, number);

    xfree(name);
    return both;
}

static jobcomp_job_rec_t *to_slurm(const struct run *run)
{
    jobcomp_job_rec_t *job = xmalloc(sizeof(*job));
    int64_t start = run_number(run, FIELD_START, 0), end = run_number(run, FIELD_END, 0);

    job->jobid = (uint32_t)run_number(run, FIELD_JOB_ID, 0);
    job->partition = text(run, FIELD_PARTITION);
    job->start_time = time_text(run, FIELD_START);
    job->end_time = time_text(run, FIELD_END);
    job->elapsed_time = start > 0 && end > start ? end - start : 0;
    job->uid = (uint32_t)run_number(run, FIELD_UID, 0);
    job->uid_name = who_text(run->fields[FIELD_USER].data == NULL ? uid_to_string(job->uid) : text(run, FIELD_USER), job->uid);
    job->gid = (uint32_t)run_number(run, FIELD_GID, 0);
    job->gid_name = who_text(gid_to_string(job->gid), job->gid);
    job->node_cnt = (uint32_t)run_number(run, FIELD_NODE_COUNT, 0);
    job->proc_cnt = (uint32_t)run_number(run, FIELD_CPU_COUNT, 0);
    job->nodelist = text(run, FIELD_NODES);
    job->jobname = text(run, FIELD_NAME);
    job->state = text(run, FIELD_STATE);
    job->timelimit = limit_text(run_number(run, FIELD_TIME_LIMIT, NO_VAL));
    job->work_dir = text(run, FIELD_WORK_DIR);
    job->resv_name = text(run, FIELD_RESERVATION);
    job->tres_fmt_req_str = text(run, FIELD_TRES_REQ_NAMES);
    job->account = text(run, FIELD_ACCOUNT);
    job->qos_name = text(run, FIELD_QOS);
    job->wckey = text(run, FIELD_WCKEY);
    job->cluster = text(run, FIELD_CLUSTER);
    job->submit_time = time_text(run, FIELD_SUBMIT);
    job->eligible_time = time_text(run, FIELD_ELIGIBLE);
    job->exit_code = exit_text(run_number(run, FIELD_EXIT_CODE, 0));
    job->derived_ec = exit_text(run_number(run, FIELD_DERIVED_EXIT_CODE, 0));
    return job;
}

static void each_record(const unsigned char *payload, uint32_t size, void *argument)
{
    struct answer *answer = argument;
    struct run run;

    if (run_read(&run, payload, size) && filter_takes(answer->condition, &run))
        list_append(answer->list, to_slurm(&run));
}

struct xlist *answer_jobs(const char *folder, slurmdb_job_cond_t *condition)
{
    struct answer answer = { list_create(jobcomp_destroy_job), condition };

    if (!segments_read(folder, each_record, &answer))
        report_error("jobcomp/slurmbank: cannot read the spool folder %s (JobCompLoc): %s", folder, strerror(errno));
    return answer.list;
}
