/* spool_folder.h - what a spool does with its folder: numbers, leftovers, room. All names are relative to an open folder. */
#ifndef SLURMBANK_JOBCOMP_SPOOL_FOLDER_H
#define SLURMBANK_JOBCOMP_SPOOL_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

/* Opens the folder; -1 with errno. */
int folder_open(const char *path);

/*
 * Answers the bytes of complete segments, and moves *newest to the highest number there is. With `adopt`, as at a start, it completes the
 * segments that a writer left behind (kill -9, power cut), unless their writer lives: what is in them is the bank's; drained ones count for
 * *newest too.
 */
size_t folder_survey(int folder, unsigned long long *newest, bool adopt);

/* NUMBER.open becomes NUMBER.seg, for good. False with errno. */
bool folder_complete(int folder, unsigned long long number);

#endif
