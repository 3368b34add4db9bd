#include "config.h"

#include "slurm_version.h"

#include "src/common/assoc_mgr.h"
#include "src/common/slurm_protocol_defs.h"
#include "src/common/slurm_xlator.h"
#include "src/slurmctld/slurmctld.h"

#include "capture.h"

#define NAME_SIZE 1024
#define TRES_SIZE 32768
#define NODES_SIZE 16384
#define PATH_SIZE 4096

bool capture_leaves_to_sync(const job_record_t *job)
{
    return IS_JOB_RESIZING(job) || job->resize_time != 0;
}

/* The state that slurmdbd is told. */
static const char *end_state(const job_record_t *job)
{
    if (IS_JOB_REQUEUED(job))
        return job_state_string(JOB_REQUEUE);
    if (IS_JOB_REVOKED(job))
        return job_state_string(JOB_REVOKED);
    return job_state_string(job->job_state & JOB_STATE_BASE);
}

/*
 * What slurmdbd will say. A job that ends while it is suspended ends, in its books, when the suspension began: the run's time up to then is
 * pre_sus_time, and tot_sus_time may or may not have what came after.
 */
static int64_t suspended_seconds(const job_record_t *job)
{
    if (job->suspend_time != 0 && job->suspend_time == job->end_time)
        return job->end_time - job->start_time - job->pre_sus_time;
    return job->tot_sus_time;
}

static bool has_started(const job_record_t *job)
{
    return job->nodes != NULL && job->nodes[0] != '\0' && job->start_time != 0;
}

static void capture_identity(const job_record_t *job, const char *cluster, struct record *record)
{
    record_number(record, FIELD_KIND, KIND_RUN);
    record_whole_text(record, FIELD_CLUSTER, cluster, NAME_SIZE);
    record_number(record, FIELD_JOB_ID, job->job_id);
    if (job->array_job_id != 0) {
        record_number(record, FIELD_ARRAY_JOB, job->array_job_id);
        if (job->array_task_id != NO_VAL)
            record_number(record, FIELD_ARRAY_TASK, job->array_task_id);
    }
    if (job->array_recs != NULL && job->array_recs->task_id_str != NULL) {
        char *tasks = xstrdup(job->array_recs->task_id_str);
        xlate_array_task_str(&tasks, job->array_recs->max_run_tasks, NULL);
        record_text(record, FIELD_ARRAY_TASKS, tasks, NAME_SIZE);
        xfree(tasks);
    }
    if (job->het_job_id != 0) {
        record_number(record, FIELD_HET_JOB, job->het_job_id);
        record_number(record, FIELD_HET_OFFSET, job->het_job_offset);
    }
    if (job->db_index != 0 && job->db_index != NO_VAL64)
        record_number(record, FIELD_DB_INDEX, (int64_t)job->db_index);
    record_number(record, FIELD_DB_FLAGS, job->db_flags);
    record_number(record, FIELD_RESTARTS, job->restart_cnt);
}

static void capture_times(const job_record_t *job, struct record *record)
{
    bool started = has_started(job);

    if (job->details != NULL) {
        record_number(record, FIELD_SUBMIT, job->details->submit_time);
        record_number(record, FIELD_ELIGIBLE, job->details->begin_time);
    }
    if (started)
        record_number(record, FIELD_START, job->start_time);
    record_number(record, FIELD_END, job->end_time);
    record_number(record, FIELD_SUSPENDED, started ? suspended_seconds(job) : 0);
    record_number(record, FIELD_TIME_LIMIT, job->time_limit);
    record_whole_text(record, FIELD_STATE, end_state(job), NAME_SIZE);
    if (job->exit_code != NO_VAL)
        record_number(record, FIELD_EXIT_CODE, job->exit_code);
    if (job->derived_ec != NO_VAL)
        record_number(record, FIELD_DERIVED_EXIT_CODE, job->derived_ec);
}

static void capture_owner(const job_record_t *job, struct record *record)
{
    const char *user = job->assoc_ptr != NULL && job->assoc_ptr->user != NULL ? job->assoc_ptr->user : job->user_name;

    record_whole_text(record, FIELD_ACCOUNT, job->account, NAME_SIZE);
    record_whole_text(record, FIELD_USER, user, NAME_SIZE);
    record_number(record, FIELD_UID, job->user_id);
    record_number(record, FIELD_GID, job->group_id);
    record_whole_text(record, FIELD_QOS, job->qos_ptr != NULL ? job->qos_ptr->name : NULL, NAME_SIZE);
}

/* Sync's own rule: a job that did not start has all partitions that it asked for. */
static void capture_resources(const job_record_t *job, struct record *record)
{
    const char *partition = has_started(job) && job->part_ptr != NULL ? job->part_ptr->name : job->partition;

    record_whole_text(record, FIELD_PARTITION, partition, TRES_SIZE);
    record_whole_text(record, FIELD_TRES_ALLOC, job->tres_alloc_str, TRES_SIZE);
    record_whole_text(record, FIELD_TRES_ALLOC_NAMES, job->tres_fmt_alloc_str, TRES_SIZE);
    record_text(record, FIELD_TRES_REQ_NAMES, job->tres_fmt_req_str, TRES_SIZE);
    /* Slurm puts a job's energy into its text only after this call. */
    if (!(job->bit_flags & TRES_STR_CALC) && job->tres_alloc_cnt != NULL && job->tres_alloc_cnt[TRES_ARRAY_ENERGY] != NO_VAL64)
        record_number(record, FIELD_ENERGY, (int64_t)job->tres_alloc_cnt[TRES_ARRAY_ENERGY]);
    record_number(record, FIELD_NODE_COUNT, job->total_nodes);
    record_number(record, FIELD_CPU_COUNT, job->total_cpus);
}

/* For people: sacct -c shows them, nothing is decided by them. */
static void capture_texts(const job_record_t *job, struct record *record)
{
    record_text(record, FIELD_NODES, job->nodes, NODES_SIZE);
    record_text(record, FIELD_NAME, job->name, NAME_SIZE);
    record_text(record, FIELD_WORK_DIR, job->details != NULL ? job->details->work_dir : NULL, PATH_SIZE);
    record_text(record, FIELD_RESERVATION, job->resv_name, NAME_SIZE);
    record_text(record, FIELD_WCKEY, job->wckey, NAME_SIZE);
    record_text(record, FIELD_ADMIN_COMMENT, job->admin_comment, PATH_SIZE);
}

void capture_end(const job_record_t *job, const char *cluster, int64_t logged_us, struct record *record)
{
    capture_identity(job, cluster, record);
    capture_times(job, record);
    capture_owner(job, record);
    capture_resources(job, record);
    capture_texts(job, record);
    record_number(record, FIELD_LOGGED, logged_us);
}
