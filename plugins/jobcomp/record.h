/*
 * record.h - a record of the spool: fields, each with a number, a length and its bytes. A reader skips the numbers that it does not know,
 * so fields may be added; a number never changes its meaning. Whole numbers are 8 bytes; what was not said is left out.
 *
 *   field     u16 number, u16 0, u32 length, bytes
 */
#ifndef SLURMBANK_JOBCOMP_RECORD_H
#define SLURMBANK_JOBCOMP_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum record_kind {
    KIND_RUN = 1, /* a run ended */
    KIND_LOSS = 2, /* records before this one were lost: FIELD_LOST of them */
};

/* Times are seconds since 1970 UTC unless they say otherwise. */
enum record_field {
    FIELD_KIND = 1,
    FIELD_CLUSTER = 2, /* text */
    FIELD_JOB_ID = 3,
    FIELD_SUBMIT = 4,
    FIELD_ELIGIBLE = 5,
    FIELD_START = 6, /* left out where the job did not start */
    FIELD_END = 7,
    FIELD_SUSPENDED = 8, /* seconds, as slurmdbd counts them */
    FIELD_STATE = 9, /* text: the state's name */
    FIELD_ACCOUNT = 10, /* text */
    FIELD_USER = 11, /* text */
    FIELD_UID = 12,
    FIELD_GID = 13,
    FIELD_PARTITION = 14, /* text: the one that it ran in, or all it waits in */
    FIELD_QOS = 15, /* text */
    FIELD_TRES_ALLOC = 16, /* text: 1=4,2=8192,4=1,5=6,1001=2 */
    FIELD_TRES_ALLOC_NAMES = 17, /* text: cpu=4,mem=8G,node=1,billing=6,gres/gpu=2 */
    FIELD_TRES_REQ_NAMES = 18, /* text */
    FIELD_ENERGY = 19, /* joules, where they are known */
    FIELD_RESTARTS = 20,
    FIELD_ARRAY_JOB = 21,
    FIELD_ARRAY_TASK = 22,
    FIELD_ARRAY_TASKS = 23, /* text: of tasks that ended together, never started */
    FIELD_HET_JOB = 24,
    FIELD_HET_OFFSET = 25,
    FIELD_TIME_LIMIT = 26, /* minutes */
    FIELD_EXIT_CODE = 27, /* as wait() has it */
    FIELD_DERIVED_EXIT_CODE = 28,
    FIELD_DB_INDEX = 29,
    FIELD_DB_FLAGS = 30,
    FIELD_NODES = 31, /* text */
    FIELD_NODE_COUNT = 32,
    FIELD_CPU_COUNT = 33,
    FIELD_NAME = 34, /* text, written by the user */
    FIELD_WORK_DIR = 35, /* text, written by the user */
    FIELD_RESERVATION = 36, /* text */
    FIELD_WCKEY = 37, /* text */
    FIELD_ADMIN_COMMENT = 38, /* text */
    FIELD_LOGGED = 39, /* microseconds since 1970 UTC */
    FIELD_LOST = 40,
    FIELD_LOST_FIRST = 41, /* microseconds since 1970 UTC */
    FIELD_LOST_LAST = 42, /* microseconds since 1970 UTC */
};

/* A record that is being made. It starts out as zeroes. */
struct record {
    unsigned char *data;
    size_t used;
    size_t size;
    bool failed; /* no memory, or a text that may not be cut is too long */
};

void record_number(struct record *record, enum record_field field, int64_t value);

/* A text for people: what is longer is cut. NULL and "" are left out. */
void record_text(struct record *record, enum record_field field, const char *text, size_t longest);

/* A text that money depends on: where it is longer, there is no record, and sync settles the run. */
void record_whole_text(struct record *record, enum record_field field, const char *text, size_t longest);

void record_release(struct record *record);

/* A field of a finished record. */
struct field {
    uint16_t number;
    const unsigned char *data;
    uint32_t size;
};

/* The next field, *at being moved behind it; false at the end, or where the rest is no field. */
bool field_next(const unsigned char *data, size_t size, size_t *at, struct field *field);

#endif
