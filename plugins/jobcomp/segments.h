/* segments.h - reads every segment of a spool folder, complete or not, drained or not, oldest first. */
#ifndef SLURMBANK_JOBCOMP_SEGMENTS_H
#define SLURMBANK_JOBCOMP_SEGMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Calls `each` for every right record. False where the folder cannot be read, with errno. */
bool segments_read(const char *path, void (*each)(const unsigned char *payload, uint32_t size, void *argument), void *argument);

#endif
