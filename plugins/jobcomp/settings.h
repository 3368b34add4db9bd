/* settings.h - what slurm.conf tells the plugin: JobCompLoc is the spool folder, JobCompParams the rest. */
#ifndef SLURMBANK_JOBCOMP_SETTINGS_H
#define SLURMBANK_JOBCOMP_SETTINGS_H

#include <stddef.h>

#define SETTING_SIZE 512

struct settings {
    int rotate_seconds; /* slurmbank_rotate: a segment is complete after this time, 1 to 3600 */
    size_t queue_bytes; /* slurmbank_queue_mb: records that wait in memory, 1 to 1024 */
    size_t spool_bytes; /* slurmbank_spool_mb: segments that the bank has not drained, 1 to 1048576 */
    char next[64]; /* slurmbank_next: another completion plugin, without "jobcomp/"; empty: none */
    char next_location[SETTING_SIZE]; /* slurmbank_next_loc: its JobCompLoc */
};

/* Reads JobCompParams, which may be NULL. Words of other plugins are theirs. Answers the first word of ours that is wrong, in `wrong`, or "". */
void settings_read(struct settings *settings, const char *parameters, char wrong[SETTING_SIZE]);

#endif
