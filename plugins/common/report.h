/* report.h - what the plugins write into slurmctld's log: seldom, and never what a user wrote without cleaning it. */
#ifndef SLURMBANK_REPORT_H
#define SLURMBANK_REPORT_H

#include <stddef.h>
#include <stdint.h>

/* A place in the code that logs; static, all zero at first. */
typedef struct {
    int64_t next;   /* CLOCK_MONOTONIC seconds before which nothing is written */
    uint64_t hidden; /* how often it was kept quiet since */
} sbp_place;

/* Writes at most one line every five minutes for a place, and how many were left out. place NULL writes always. */
void sbp_error(sbp_place *place, const char *format, ...) __attribute__((format(printf, 2, 3)));
void sbp_info(sbp_place *place, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The state of something that can fail: logged when it changes, and only then. */
typedef struct {
    char text[256]; /* what is wrong; empty while all is well */
} sbp_state;

/* Notes what is wrong with `what` now, or with problem "" that it is well again. Returns whether that is news. */
int sbp_note(sbp_state *state, const char *what, const char *problem);

/* Copies a text with everything that is not printable ASCII as '?', so that no user can forge a line of the log. Always ends with a zero. */
void sbp_clean(char *to, size_t size, const char *from, size_t length);

/* Seconds of clocks: the wall's, and one that is never set back. */
int64_t sbp_now(void);
int64_t sbp_monotonic(void);
int64_t sbp_monotonic_us(void);

#endif
