#include "request.h"

#include <string.h>

#define QUOTE_WORD "SLURMBANK_QUOTE=1"

static int text(sb_text *to, const char *from)
{
    if (!from)
        return 0;
    *to = sb_text_of(from);
    return 1;
}

static int number(uint32_t *to, uint32_t from)
{
    if (from == SB_UNSET)
        return 0;
    *to = from;
    return 1;
}

static int texts(sb_request *r, const job_desc_msg_t *job)
{
    return text(&r->account, job->account) + text(&r->partition, job->partition) + text(&r->qos, job->qos) + text(&r->features, job->features) +
           text(&r->licenses, job->licenses) + text(&r->required_nodes, job->req_nodes) + text(&r->excluded_nodes, job->exc_nodes) +
           text(&r->tres_per_job, job->tres_per_job) + text(&r->tres_per_node, job->tres_per_node) +
           text(&r->tres_per_socket, job->tres_per_socket) + text(&r->tres_per_task, job->tres_per_task) +
           text(&r->cpus_per_tres, job->cpus_per_tres) + text(&r->mem_per_tres, job->mem_per_tres);
}

static int sizes(sb_request *r, const job_desc_msg_t *job)
{
    return number(&r->time_limit, job->time_limit) + number(&r->time_minimum, job->time_min) + number(&r->min_cpus, job->min_cpus) +
           number(&r->max_cpus, job->max_cpus) + number(&r->min_nodes, job->min_nodes) + number(&r->max_nodes, job->max_nodes) +
           number(&r->tasks, job->num_tasks) + number(&r->cpus_per_task, SB_WIDEN16(job->cpus_per_task)) +
           number(&r->min_cpus_per_node, SB_WIDEN16(job->pn_min_cpus));
}

static int shapes(sb_request *r, const job_desc_msg_t *job)
{
    return number(&r->tasks_per_node, SB_WIDEN16(job->ntasks_per_node)) + number(&r->tasks_per_socket, SB_WIDEN16(job->ntasks_per_socket)) +
           number(&r->tasks_per_core, SB_WIDEN16(job->ntasks_per_core)) + number(&r->tasks_per_tres, SB_WIDEN16(job->ntasks_per_tres)) +
           number(&r->sockets_per_node, SB_WIDEN16(job->sockets_per_node)) + number(&r->cores_per_socket, SB_WIDEN16(job->cores_per_socket)) +
           number(&r->threads_per_core, SB_WIDEN16(job->threads_per_core)) + number(&r->core_spec, SB_WIDEN16(job->core_spec)) +
           number(&r->shared, SB_WIDEN16(job->shared)) + number(&r->overcommit, SB_WIDEN8(job->overcommit));
}

int gate_request_overlay(sb_request *request, const job_desc_msg_t *job)
{
    int said = texts(request, job) + sizes(request, job) + shapes(request, job);
    if (job->pn_min_memory != SB_UNSET64) {
        request->memory = job->pn_min_memory;
        said++;
    }
    return said;
}

int gate_request_is_quote(const job_desc_msg_t *job)
{
    uint32_t i;
    for (i = 0; job->spank_job_env && i < job->spank_job_env_size; i++) {
        const char *word = job->spank_job_env[i];
        if (word && strncmp(word, "SPANK_", 6) == 0)
            word += 6;
        if (word && strcmp(word, QUOTE_WORD) == 0)
            return 1;
    }
    return 0;
}
