/* Submissions at random. */
#include "harness.h"

/* A text at random, of exactly its length on the heap: whatever reads beyond it is found. */
static char *text(void)
{
    static const char *const usual[] = { "physics", "PHYSICS", "chem", "cpu", "gpu", "cpu,gpu", "normal", "1-4", "0-99999999999%2", "slurmbank=", "slurmbank=0123456789abcdef0123456789abcdef:5",
        "slurmbank=0123456789abcdef0123456789abcdef:99999999999999999999", "x slurmbank=0123456789abcdef0123456789abcdef:-1;", "gres:gpu:2" };
    size_t length, i;
    char *made;
    switch (draw(5)) {
    case 0: return NULL;
    case 1: case 2: return strdup(usual[draw(sizeof usual / sizeof *usual)]);
    case 3: length = draw(40); break;
    default: length = draw(100) ? draw(400) : draw(200000);
    }
    made = malloc(length + 1);
    for (i = 0; i < length; i++)
        made[i] = (char)(1 + draw(255));
    made[length] = '\0';
    return made;
}

static uint32_t number(void)
{
    static const uint32_t usual[] = { 0, 1, 2, 8, 60, 1000, 0x7fffffff, 0x80000000, 0xfffffffd, 0xfffffffe, 0xffffffff };
    return draw(3) ? usual[draw(sizeof usual / sizeof *usual)] : (uint32_t)draw(0xffffffffu);
}

/* A script of lines that sbatch would look at. */
static char *script(void)
{
    static const char *const lines[] = { "#!/bin/sh\n", "#SBATCH hetjob\n", "#SBATCH\tpackjob -n 1\n", "#SLURM hetjob", "#SBATCH hetjobs\n", "#SBATCH", "#", "\n", " \r\n", "true\n" };
    char all[400] = "";
    uint32_t i;
    for (i = draw(9); i > 0; i--)
        strcat(all, lines[draw(sizeof lines / sizeof *lines)]);
    return strdup(all);
}

void make_job(job_desc_msg_t *job)
{
    char **strings[] = { &job->account, &job->admin_comment, &job->array_inx, &job->partition, &job->qos, &job->features, &job->licenses, &job->req_nodes, &job->exc_nodes,
        &job->tres_per_job, &job->tres_per_node, &job->tres_per_socket, &job->tres_per_task, &job->cpus_per_tres, &job->mem_per_tres };
    uint32_t *numbers[] = { &job->time_limit, &job->time_min, &job->min_cpus, &job->max_cpus, &job->min_nodes, &job->max_nodes, &job->num_tasks };
    uint16_t *shorts[] = { &job->cpus_per_task, &job->pn_min_cpus, &job->ntasks_per_node, &job->ntasks_per_socket, &job->ntasks_per_core, &job->ntasks_per_tres,
        &job->sockets_per_node, &job->cores_per_socket, &job->threads_per_core, &job->core_spec, &job->shared };
    size_t i;
    memset(job, 0, sizeof *job);
    for (i = 0; i < sizeof strings / sizeof *strings; i++)
        *strings[i] = text();
    for (i = 0; i < sizeof numbers / sizeof *numbers; i++)
        *numbers[i] = number();
    for (i = 0; i < sizeof shorts / sizeof *shorts; i++)
        *shorts[i] = (uint16_t)number();
    if (draw(2)) { /* one that an account can pay */
        free(job->account);
        free(job->array_inx);
        job->account = strdup("physics");
        job->array_inx = NULL;
        job->time_limit = draw(3);
        job->num_tasks = job->min_cpus = draw(3);
        job->cpus_per_task = 1;
    }
    job->overcommit = (uint8_t)number();
    job->pn_min_memory = (uint64_t)number() << draw(33);
    job->user_id = draw(4) ? 20001 + draw(4) : number();
    job->het_job_offset = draw(3) ? 0xfffffffe : draw(4) ? draw(4) : number();
    job->script = draw(3) ? NULL : script();
    if (!draw(10)) {
        job->spank_job_env_size = 2;
        job->spank_job_env = calloc(2, sizeof *job->spank_job_env);
        job->spank_job_env[0] = text();
        job->spank_job_env[1] = draw(2) ? strdup(draw(2) ? "SPANK_SLURMBANK_QUOTE=1" : "SPANK_SLURMBANK_QUOTE_MORE=1") : NULL;
    }
}

void free_job(job_desc_msg_t *job)
{
    char *strings[] = { job->account, job->admin_comment, job->array_inx, job->partition, job->qos, job->features, job->licenses, job->req_nodes, job->exc_nodes,
        job->tres_per_job, job->tres_per_node, job->tres_per_socket, job->tres_per_task, job->cpus_per_tres, job->mem_per_tres };
    size_t i;
    for (i = 0; i < sizeof strings / sizeof *strings; i++)
        free(strings[i]);
    for (i = 0; i < job->spank_job_env_size; i++)
        free(job->spank_job_env[i]);
    free(job->spank_job_env);
    free(job->script);
}
