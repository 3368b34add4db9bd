/* The only file that is compiled against Slurm's source: everything that it uses of slurmctld.h is listed in SLURM_INTERFACE.md. */
#include "src/slurmctld/locks.h"
#include "src/slurmctld/slurmctld.h"
#include "src/slurmctld/state_save.h"

#include "record.h"

int gate_records(void)
{
    return 1;
}

/* struct job_details, which from 23.02 on is job_details_t. */
typedef __typeof__(*((job_record_t *)NULL)->details) job_details;

/* share_res: it was asked to oversubscribe. A label (MCS) was a value of its own until 23.11, and is a bit since. */
static uint32_t sharing_of(const job_details *d)
{
    if (d->whole_node == WHOLE_NODE_MCS)
        return 3;
#ifdef WHOLE_TOPO
    if (d->whole_node == WHOLE_TOPO)
        return 4;
#endif
    if (d->whole_node & WHOLE_NODE_REQUIRED)
        return 0;
    if (d->whole_node == WHOLE_NODE_USER)
        return 2;
    return d->share_res == 1 ? 1 : SB_UNSET;
}

static void read_request(const job_record_t *job, sb_request *r)
{
    const job_details *d = job->details;
    SB_REQUEST_INIT(r);
    r->account = sb_text_of(job->account);
    r->partition = sb_text_of(job->partition);
    r->qos = sb_text_of(job->qos_ptr ? job->qos_ptr->name : NULL);
    r->licenses = sb_text_of(job->licenses);
    r->tres_per_job = sb_text_of(job->tres_per_job);
    r->tres_per_node = sb_text_of(job->tres_per_node);
    r->tres_per_socket = sb_text_of(job->tres_per_socket);
    r->tres_per_task = sb_text_of(job->tres_per_task);
    r->cpus_per_tres = sb_text_of(job->cpus_per_tres);
    r->mem_per_tres = sb_text_of(job->mem_per_tres);
    r->time_limit = job->time_limit;
    r->time_minimum = job->time_min ? job->time_min : SB_UNSET;
    if (!d)
        return;
    r->features = sb_text_of(d->features);
    r->required_nodes = sb_text_of(d->req_nodes);
    r->excluded_nodes = sb_text_of(d->exc_nodes);
    r->memory = d->pn_min_memory;
    r->min_cpus = d->min_cpus;
    r->max_cpus = d->max_cpus;
    r->min_nodes = d->min_nodes;
    r->max_nodes = d->max_nodes;
    r->tasks = d->num_tasks;
    r->cpus_per_task = SB_WIDEN16(d->cpus_per_task);
    r->min_cpus_per_node = d->pn_min_cpus;
    r->tasks_per_node = SB_WIDEN16(d->ntasks_per_node);
    r->tasks_per_tres = SB_WIDEN16(d->ntasks_per_tres);
    r->core_spec = SB_WIDEN16(d->core_spec);
    r->shared = sharing_of(d);
    r->overcommit = SB_WIDEN8(d->overcommit);
    if (d->mc_ptr) {
        r->sockets_per_node = SB_WIDEN16(d->mc_ptr->sockets_per_node);
        r->cores_per_socket = SB_WIDEN16(d->mc_ptr->cores_per_socket);
        r->threads_per_core = SB_WIDEN16(d->mc_ptr->threads_per_core);
        r->tasks_per_socket = SB_WIDEN16(d->mc_ptr->ntasks_per_socket);
        r->tasks_per_core = SB_WIDEN16(d->mc_ptr->ntasks_per_core);
    }
}

int gate_record_read(const struct job_record *record, gate_job *job, sb_request *request)
{
    if (!record || record->magic != JOB_MAGIC)
        return 0;
    job->account = record->account;
    job->user = record->user_name;
    job->admin_comment = record->admin_comment;
    job->job_id = record->job_id;
    job->uid = record->user_id;
    job->tasks = record->array_recs && record->array_recs->task_cnt ? record->array_recs->task_cnt : 1;
    job->is_pending = IS_JOB_PENDING(record);
    job->is_over = IS_JOB_FINISHED(record);
    job->never_ran = job->is_over && !record->nodes && !record->restart_cnt && !record->array_job_id;
    if (request) {
        read_request(record, request);
        request->array_tasks = job->tasks;
    }
    return 1;
}

void gate_record_comment(struct job_record *record, const char *text)
{
    slurm_xfree((void **)&record->admin_comment);
    record->admin_comment = slurm_xstrdup(text);
}

static const slurmctld_lock_t jobs_lock = { .job = WRITE_LOCK };

void gate_records_lock(void)
{
    lock_slurmctld(jobs_lock);
}

void gate_records_unlock(int are_changed)
{
    if (are_changed)
        last_job_update = time(NULL);
    unlock_slurmctld(jobs_lock);
    if (are_changed)
        schedule_job_save();
}

struct job_record *gate_record_find(uint32_t job_id)
{
    return job_list ? find_job_record(job_id) : NULL;
}

typedef struct {
    void (*each)(void *argument, const gate_job *job);
    void *argument;
} scan_state;

static int scan_one(void *record, void *argument)
{
    const scan_state *state = argument;
    gate_job job;
    /* Nearly all jobs are left here: those without a token. */
    if (((job_record_t *)record)->admin_comment && gate_record_read(record, &job, NULL))
        state->each(state->argument, &job);
    return 0;
}

int gate_record_scan(void (*each)(void *argument, const gate_job *job), void *argument)
{
    scan_state state = { each, argument };
    if (!job_list)
        return 0;
    list_for_each_ro(job_list, scan_one, &state);
    return 1;
}
