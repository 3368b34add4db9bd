/* host.h - what the tests of a host of libslurmbank.so share. */
#ifndef SLURMBANK_TESTS_HOST_H
#define SLURMBANK_TESTS_HOST_H

#define _GNU_SOURCE
#include "slurmbank.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern const char *library, *directory;
extern void *handle;
extern sb_abi_version_fn abi;
extern sb_load_fn load;
extern sb_price_fn price;
extern sb_price_run_fn price_run;
extern sb_decide_fn decide;
extern sb_setting_fn setting;
extern sb_quote_add_fn quote_add;

#define CHECK(condition) \
    do { \
        if (!(condition)) { \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
            exit(1); \
        } \
    } while (0)

/* What the kernel says of this process. */
unsigned long long status_of(const char *name, int base);
int is_mapped(void);

/* A file of the directory; from malloc. */
char *file_of(const char *name, uint32_t *length);

void open_library(void);
int32_t load_texts(sb_text configuration, sb_text tariff, sb_text facts);
void load_site(void);

/* CPUs CPUs for an hour in the partition without nodes: so many SU. */
int64_t price_of(uint32_t cpus);
void check_price(uint32_t cpus);
void begin(void);

void test_opening_starts_nothing(void);
void test_first_call_starts_one_thread_and_three_handlers(void);
void test_signals_of_the_host_still_arrive(void);
void test_crash_of_the_host_is_still_a_crash(void);
void test_unloading_does_not_unload(void);
void test_fork_before_the_first_call(void);
void test_fork_and_exec_while_others_call(void);
void test_threads_that_come_and_go(void);
void test_exit_while_others_call(void);
void test_a_million_calls_cost_no_memory(void);
void test_loads_cost_no_memory_in_the_end(void);
void test_garbage_is_answered_with_a_code(void);
void test_damaged_loads_change_nothing(void);
void test_texts_beyond_the_memory_are_refused(void);
void test_little_address_space_is_enough(void);
void test_calls_before_a_load_say_so(void);
void test_a_run_is_priced_by_the_version_of_its_start(void);
void test_lists_in_any_order_cost_no_memory(void);

#endif
