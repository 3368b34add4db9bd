/* chain.h - another completion plugin behind this one, since Slurm takes only one. It is loaded, asked and ended as Slurm would do it. */
#ifndef SLURMBANK_JOBCOMP_CHAIN_H
#define SLURMBANK_JOBCOMP_CHAIN_H

#include <stdint.h>

struct job_record;

/* Loads jobcomp/NAME from PluginDir, or goes on without it: that is said once. Called again with the same name it only hands on the location. */
void chain_open(const char *name, const char *location, const char *plugin_folders);

/* Hands on the end of a job, in the caller's time: that is what the other plugin expects. The kind of event is Slurm's own, from 25.05 on. */
void chain_end(struct job_record *job, uint32_t event);

/* Hands on the start of a job; Slurm tells it from 25.05 on. */
void chain_start(struct job_record *job, uint32_t event);

void chain_close(void);

#endif
