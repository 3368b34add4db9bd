/*
 * job-client.c LIBRARY complete JOB CODE | requeue JOB FLAGS: what slurmd, or a client of Slurm's, tells slurmctld of a job: that it has completed
 * with a code as wait() has it, or that it is to be queued again. With Slurm's own library, so that the ends come about in slurmctld that this
 * machine's slurmd cannot bring about.
 */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <slurm/slurm.h>

static int complete(void *found, uint32_t job, uint32_t code)
{
    __typeof__(&slurm_complete_job) tell;
    memcpy(&tell, &found, sizeof tell);
#if SLURM_VERSION_NUMBER >= SLURM_VERSION_NUM(25, 11, 0)
    slurm_step_id_t step = { .job_id = job, .step_id = NO_VAL, .step_het_comp = NO_VAL };
    return tell(&step, code);
#else
    return tell(job, code);
#endif
}

static int requeue(void *found, uint32_t job, uint32_t flags)
{
    int (*tell)(uint32_t, uint32_t);
    memcpy(&tell, &found, sizeof tell);
    return tell(job, flags);
}

int main(int count, char **words)
{
    void (*begin)(const char *);
    int completes = count == 5 && strcmp(words[2], "complete") == 0, code;
    void *library = count == 5 ? dlopen(words[1], RTLD_NOW | RTLD_GLOBAL) : NULL;
    void *found = library ? dlsym(library, completes ? "slurm_complete_job" : "slurm_requeue") : NULL;
    void *start = library ? dlsym(library, "slurm_init") : NULL;
    if (!found) {
        fprintf(stderr, "job-client: %s\n", dlerror());
        return 2;
    }
    if (start) {
        memcpy(&begin, &start, sizeof begin);
        begin(NULL);
    }
    code = (completes ? complete : requeue)(found, (uint32_t)strtoul(words[3], NULL, 10), (uint32_t)strtoul(words[4], NULL, 0));
    if (code)
        perror("job-client");
    return code != 0;
}
