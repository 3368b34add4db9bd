/* host.h - what the tests of the parts of jobcomp/slurmbank share that know no Slurm. */
#ifndef SLURMBANK_TESTS_JOBCOMP_HOST_H
#define SLURMBANK_TESTS_JOBCOMP_HOST_H

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "frame.h"
#include "outlet.h"
#include "record.h"
#include "report.h"
#include "segments.h"
#include "settings.h"
#include "spool.h"
#include "spool_folder.h"

/* How many errors were told. */
extern int reports;

void check(const char *name, bool passed);
void number_record(struct record *record, int64_t number, size_t filler);
void add_number(struct outlet *outlet, int64_t number, size_t filler);

struct seen {
    int64_t count, first, last, lost;
    bool in_order;
};

void see(const unsigned char *payload, uint32_t size, void *argument);
struct seen read_back(const char *folder);
int count_files(const char *folder, const char *ending);
char *fresh_folder(const char *root, const char *name);

void test_standards(void);
void test_settings(void);
void test_records(void);
void test_spool(const char *root);
void test_missing_folder(const char *root);
void test_removed_folder(const char *root);
void test_rotation(const char *root);
void test_short_write(const char *root);
void test_killed_writer(const char *root);
void test_second_writer(const char *root);
void test_limit(const char *root);
void test_noise(unsigned long long seed);
void test_threads(const char *root);
void test_callers_time(const char *root);
void test_hanging_sink(void);

#endif
