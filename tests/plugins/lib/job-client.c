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

int main(int count, char **words)
{
    int (*tell)(uint32_t, uint32_t);
    void (*begin)(const char *);
    void *library = count == 5 ? dlopen(words[1], RTLD_NOW | RTLD_GLOBAL) : NULL;
    void *found = library ? dlsym(library, strcmp(words[2], "complete") == 0 ? "slurm_complete_job" : "slurm_requeue") : NULL;
    void *start = library ? dlsym(library, "slurm_init") : NULL;
    int code;
    if (!found) {
        fprintf(stderr, "job-client: %s\n", dlerror());
        return 2;
    }
    memcpy(&tell, &found, sizeof tell);
    if (start) {
        memcpy(&begin, &start, sizeof begin);
        begin(NULL);
    }
    code = tell((uint32_t)strtoul(words[3], NULL, 10), (uint32_t)strtoul(words[4], NULL, 0));
    if (code)
        perror("job-client");
    return code != 0;
}
