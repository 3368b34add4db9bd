#include "request.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define QUOTE_WORD "SLURMBANK_QUOTE=1"
#define MORE_WORD "SLURMBANK_QUOTE_MORE=1"

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

static int has_word(const job_desc_msg_t *job, const char *wanted)
{
    uint32_t i;
    for (i = 0; job->spank_job_env && i < job->spank_job_env_size; i++) {
        const char *word = job->spank_job_env[i];
        if (word && strncmp(word, "SPANK_", 6) == 0)
            word += 6;
        if (word && strcmp(word, wanted) == 0)
            return 1;
    }
    return 0;
}

int gate_request_is_quote(const job_desc_msg_t *job)
{
    return has_word(job, QUOTE_WORD);
}

int gate_request_has_more(const job_desc_msg_t *job)
{
    return has_word(job, MORE_WORD);
}

static int is_separator(const char *line, size_t length)
{
    static const char *const words[] = { "hetjob", "packjob" };
    size_t i, at = strncmp(line, "#SBATCH", 7) == 0 ? 7 : 6;
    while (at < length && isspace((unsigned char)line[at]))
        at++;
    for (i = 0; i < 2; i++) {
        size_t end = at + strlen(words[i]);
        if (end <= length && strncasecmp(line + at, words[i], end - at) == 0 && (end == length || isspace((unsigned char)line[end])))
            return 1;
    }
    return 0;
}

/* As sbatch reads them: up to the first line that is neither empty nor a comment. */
uint32_t gate_request_script_parts(const job_desc_msg_t *job)
{
    const char *line = job->script;
    uint32_t parts = 1;
    if (!line)
        return 0;
    while (*line) {
        size_t length = strcspn(line, "\n"), blank = 0;
        if (strncmp(line, "#SBATCH", 7) == 0 || strncmp(line, "#SLURM", 6) == 0)
            parts += (uint32_t)is_separator(line, length);
        while (blank < length && isspace((unsigned char)line[blank]))
            blank++;
        if (blank < length && line[blank] != '#')
            break;
        line += length + (line[length] != '\0');
    }
    return parts;
}
