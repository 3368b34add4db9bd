/*
 * host.c - the parts of jobcomp/slurmbank that know no Slurm, in a process of their own, under AddressSanitizer: queue, framing, records,
 * spool folder, the thread between them. Prints `ok - NAME` or `not ok - NAME`; arguments: FOLDER (empty, ours), SEED.
 */
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

static int failed;
static int reports;

void report_error(const char *format, ...)
{
    va_list arguments;

    __atomic_add_fetch(&reports, 1, __ATOMIC_RELAXED);
    va_start(arguments, format);
    fprintf(stderr, "  # ");
    vfprintf(stderr, format, arguments);
    fprintf(stderr, "\n");
    va_end(arguments);
}

void report_info(const char *format, ...)
{
    (void)format;
}

static void check(const char *name, bool passed)
{
    printf("%s - %s\n", passed ? "ok" : "not ok", name);
    failed += !passed;
}

static void number_record(struct record *record, int64_t number, size_t filler)
{
    static char text[4096];

    memset(text, 'x', sizeof(text) - 1);
    record_number(record, FIELD_KIND, KIND_RUN);
    record_number(record, FIELD_JOB_ID, number);
    record_text(record, FIELD_NAME, text, filler);
}

static void add_number(struct outlet *outlet, int64_t number, size_t filler)
{
    struct record record = { 0 };

    number_record(&record, number, filler);
    outlet_add(outlet, record.data, record.used, number);
    record_release(&record);
}

struct seen {
    int64_t count, first, last, lost;
    bool in_order;
};

static void see(const unsigned char *payload, uint32_t size, void *argument)
{
    struct seen *seen = argument;
    struct field field;
    size_t at = 0;
    int64_t kind = 0, number = 0;

    while (field_next(payload, size, &at, &field)) {
        if (field.number == FIELD_KIND)
            kind = (int64_t)get_u64(field.data);
        else if (field.number == FIELD_JOB_ID || field.number == FIELD_LOST)
            number = (int64_t)get_u64(field.data);
    }
    if (kind == KIND_LOSS) {
        seen->lost += number;
        return;
    }
    seen->in_order = seen->in_order && (seen->count == 0 || number > seen->last);
    seen->first = seen->count++ == 0 ? number : seen->first;
    seen->last = number;
}

static struct seen read_back(const char *folder)
{
    struct seen seen = { .in_order = true };

    if (!segments_read(folder, see, &seen))
        seen.count = -1;
    return seen;
}

static int count_files(const char *folder, const char *ending)
{
    DIR *list = opendir(folder);
    struct dirent *item;
    int count = 0;

    while (list != NULL && (item = readdir(list)) != NULL) {
        size_t length = strlen(item->d_name);
        count += length > strlen(ending) && strcmp(item->d_name + length - strlen(ending), ending) == 0;
    }
    if (list != NULL)
        closedir(list);
    return count;
}

static char *fresh_folder(const char *root, const char *name)
{
    static char path[4096];

    snprintf(path, sizeof(path), "%s/%s", root, name);
    mkdir(path, 0755);
    return path;
}

static void test_standards(void)
{
    check("the checksum is CRC-32C", crc32c(0, "123456789", 9) == 0xe3069283u);
    check("a checksum of parts is that of the whole", crc32c(crc32c(0, "1234", 4), "56789", 5) == 0xe3069283u);
}

static void test_settings(void)
{
    struct settings settings;
    char wrong[SETTING_SIZE];

    settings_read(&settings, "timeout=5,slurmbank_rotate=3,slurmbank_next=jobcomp/filetxt,slurmbank_next_loc=/a/b", wrong);
    check("settings are read among others'", wrong[0] == '\0' && settings.rotate_seconds == 3 && strcmp(settings.next, "filetxt") == 0 && strcmp(settings.next_location, "/a/b") == 0);
    const char *bad[] = { "slurmbank_rotate=0", "slurmbank_rotate", "slurmbank_queue_mb=1x", "slurmbank_next=../evil", "slurmbank_next=slurmbank", "slurmbank_no=1", "slurmbank_spool_mb=99999999999999999999" };
    bool told = true;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        settings_read(&settings, bad[i], wrong);
        told = told && wrong[0] != '\0' && settings.rotate_seconds == 10 && settings.next[0] == '\0';
    }
    check("a setting that is wrong is told and has no effect", told);
}

static void test_records(void)
{
    struct record record = { 0 };
    char *large = malloc(200000);

    memset(large, 'y', 199999);
    large[199999] = '\0';
    record_text(&record, FIELD_NAME, large, 1024);
    check("a text for people is cut", !record.failed && record.used == 8 + 1024);
    record_whole_text(&record, FIELD_ACCOUNT, large, 1024);
    check("a text that money depends on is not", record.failed);
    record_release(&record);
    for (int i = 0; i < 300; i++)
        record_text(&record, FIELD_NAME, large, 1024);
    check("a record has an end", record.failed && record.used <= FRAME_PAYLOAD_MAX);
    record_release(&record);
    free(large);
}

static void test_spool(const char *root)
{
    const char *folder = fresh_folder(root, "plain");
    struct outlet *outlet = outlet_start(spool_sink(folder, 3600, (size_t)1 << 30), 16u << 20);

    for (int i = 1; i <= 20000; i++)
        add_number(outlet, i, (size_t)(i % 200));
    outlet_stop(outlet, 30);
    struct seen seen = read_back(folder);
    check("20000 records are read back in order", seen.count == 20000 && seen.in_order && seen.first == 1 && seen.last == 20000 && seen.lost == 0);
}

static void test_missing_folder(const char *root)
{
    char folder[4096];
    int before = reports;

    snprintf(folder, sizeof(folder), "%s/late", root);
    struct outlet *outlet = outlet_start(spool_sink(folder, 3600, (size_t)1 << 30), 1u << 20);
    for (int i = 1; i <= 20000; i++)
        add_number(outlet, i, 100);
    clock_t used = clock();
    usleep(1500000);
    used = clock() - used;
    check("no folder: waiting costs no time", used < CLOCKS_PER_SEC / 5);
    check("no folder: it is said once", reports == before + 1);
    mkdir(folder, 0755);
    outlet_stop(outlet, 30);
    struct seen seen = read_back(folder);
    check("once the folder is there the newest records are written, and how many are lost", seen.count > 1000 && seen.last == 20000 && seen.in_order && seen.count + seen.lost == 20000);
}

static void test_removed_folder(const char *root)
{
    const char *folder = fresh_folder(root, "removed");
    char command[8300];
    struct outlet *outlet = outlet_start(spool_sink(folder, 3600, (size_t)1 << 30), 1u << 20);

    add_number(outlet, 1, 10);
    usleep(300000);
    snprintf(command, sizeof(command), "rm -rf '%s' && mkdir '%s'", folder, folder);
    check("the folder is replaced under the writer", system(command) == 0);
    add_number(outlet, 2, 10);
    outlet_stop(outlet, 30);
    struct seen seen = read_back(folder);
    check("what comes after is in the new one", seen.count == 1 && seen.first == 2);
}

static void test_rotation(const char *root)
{
    const char *folder = fresh_folder(root, "rotation");
    struct outlet *outlet = outlet_start(spool_sink(folder, 3600, (size_t)1 << 30), 8u << 20);

    for (int i = 1; i <= 3000; i++)
        add_number(outlet, i, 1000);
    outlet_stop(outlet, 30);
    struct seen seen = read_back(folder);
    check("segments end at a megabyte, and nothing is lost between them", seen.count == 3000 && seen.in_order);
}

/* A limit on the size of files makes a write end in the middle, as a full disk does. */
static void test_short_write(const char *root)
{
    const char *folder = fresh_folder(root, "short");
    struct rlimit limit = { 500007, 500007 };
    pid_t child = fork();

    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        struct outlet *outlet = outlet_start(spool_sink(folder, 3600, (size_t)1 << 30), 8u << 20);
        for (int i = 1; i <= 1000; i++)
            add_number(outlet, i, 1000);
        usleep(3500000);
        outlet_stop(outlet, 30);
        _exit(0);
    }
    int status;
    waitpid(child, &status, 0);
    struct seen seen = read_back(folder);
    check("a write that ends in the middle costs nothing", status == 0 && seen.count == 1000 && seen.in_order);
}

static void test_killed_writer(const char *root)
{
    const char *folder = fresh_folder(root, "killed");
    int ready[2];
    char byte;

    check("a pipe", pipe(ready) == 0);
    pid_t child = fork();
    if (child == 0) {
        struct outlet *outlet = outlet_start(spool_sink(folder, 3600, (size_t)1 << 30), 8u << 20);
        for (int i = 1; i <= 100; i++)
            add_number(outlet, i, 50);
        usleep(500000);
        if (write(ready[1], "x", 1) != 1)
            _exit(1);
        pause();
    }
    check("it wrote", read(ready[0], &byte, 1) == 1);
    unsigned long long newest = 0;
    int here = folder_open(folder);
    check("while the writer lives nobody completes its segment", folder_survey(here, &newest, true) == 0 && newest > 0);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    check("after kill -9 it is complete, with all that was written", folder_survey(here, &newest, true) > 0 && read_back(folder).count == 100);
    close(here);
    struct outlet *outlet = outlet_start(spool_sink(folder, 3600, (size_t)1 << 30), 8u << 20);
    add_number(outlet, 101, 50);
    outlet_stop(outlet, 30);
    struct seen seen = read_back(folder);
    check("and the next writer goes on behind it", seen.count == 101 && seen.in_order && seen.last == 101);
}

/* A reconfigure of a later Slurm: the new slurmctld writes while the old one has not gone yet, and no end of the old one's is ever told. */
static void test_second_writer(const char *root)
{
    const char *folder = fresh_folder(root, "second");
    int ready[2];
    char byte;

    check("a pipe", pipe(ready) == 0);
    pid_t child = fork();
    if (child == 0) {
        struct outlet *outlet = outlet_start(spool_sink(folder, 3600, (size_t)1 << 30), 8u << 20);
        add_number(outlet, 1, 50);
        usleep(500000);
        if (write(ready[1], "x", 1) != 1)
            _exit(1);
        pause();
    }
    check("the old one wrote", read(ready[0], &byte, 1) == 1);
    struct outlet *outlet = outlet_start(spool_sink(folder, 1, (size_t)1 << 30), 8u << 20);
    add_number(outlet, 2, 50);
    usleep(500000);
    check("two write, each into its own segment", count_files(folder, ".open") == 2);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    usleep(1000000);
    add_number(outlet, 3, 50);
    usleep(500000);
    check("the one who stays completes what the other left", count_files(folder, ".seg") == 2 && count_files(folder, ".open") == 1);
    outlet_stop(outlet, 30);
    check("and nothing is lost", read_back(folder).count == 3);
}

static void test_limit(const char *root)
{
    const char *folder = fresh_folder(root, "limit");
    struct outlet *outlet = outlet_start(spool_sink(folder, 3600, 2u << 20), 1u << 20);

    for (int i = 1; i <= 6000; i++) {
        add_number(outlet, i, 1000);
        if (i % 500 == 0)
            usleep(20000);
    }
    usleep(200000);
    outlet_stop(outlet, 30);
    struct seen seen = read_back(folder);
    check("a spool that nobody drains stops at its limit", seen.count >= 2000 && seen.count < 4500 && seen.in_order);
}

static unsigned long long state;

static unsigned next_random(void)
{
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return (unsigned)(state >> 33);
}

/* Cut, turned over, repeated, filled with noise: readers find right records or none, and read nothing outside. */
static void test_noise(unsigned long long seed)
{
    size_t size = 0;
    unsigned char *whole = malloc(65536);

    state = seed;
    segment_header(whole, 1, 0x12345678);
    size = SEGMENT_HEADER_SIZE;
    for (int i = 1; i <= 40; i++) {
        struct record record = { 0 };
        number_record(&record, i, (size_t)i);
        frame_header(whole + size, 0x12345678, record.data, (uint32_t)record.used);
        memcpy(whole + size + FRAME_HEADER_SIZE, record.data, record.used);
        size += FRAME_HEADER_SIZE + record.used;
        record_release(&record);
    }
    bool right = true;
    for (int round = 0; round < 20000 && right; round++) {
        size_t length = next_random() % 4 == 0 ? SEGMENT_HEADER_SIZE + 1 + next_random() % (size - SEGMENT_HEADER_SIZE - 1) : size;
        unsigned char *copy = malloc(length);
        memcpy(copy, whole, length);
        for (unsigned change = next_random() % 12; change > 0; change--)
            copy[SEGMENT_HEADER_SIZE + next_random() % (length - SEGMENT_HEADER_SIZE)] ^= (unsigned char)(1u << next_random() % 8);
        size_t at = SEGMENT_HEADER_SIZE, skipped = 0;
        const unsigned char *payload;
        uint32_t payload_size;
        struct seen seen = { .in_order = true };
        while (frame_next(copy, length, &at, &payload, &payload_size, &skipped))
            see(payload, payload_size, &seen);
        right = seen.in_order && seen.count <= 40 && at == length;
        free(copy);
    }
    for (int round = 0; round < 20000; round++) {
        size_t length = next_random() % 200;
        unsigned char *noise = malloc(length + 1);
        for (size_t i = 0; i < length; i++)
            noise[i] = next_random() % 3 == 0 ? (unsigned char)next_random() : 0;
        struct field field;
        size_t at = 0;
        while (field_next(noise, length, &at, &field))
            right = right && field.data + field.size <= noise + length;
        free(noise);
    }
    char name[80];
    snprintf(name, sizeof(name), "20000 damaged segments and 20000 noisy records (seed %llu)", seed);
    check(name, right);
    free(whole);
}

static void *add_many(void *argument)
{
    for (int i = 0; i < 5000; i++)
        add_number(argument, i, 20);
    return NULL;
}

static void test_threads(const char *root)
{
    const char *folder = fresh_folder(root, "threads");
    struct outlet *outlet = outlet_start(spool_sink(folder, 1, (size_t)1 << 30), 64u << 20);
    pthread_t threads[8];

    for (int i = 0; i < 8; i++)
        pthread_create(&threads[i], NULL, add_many, outlet);
    for (int i = 0; i < 8; i++)
        pthread_join(threads[i], NULL);
    outlet_stop(outlet, 30);
    check("eight threads at once lose nothing", read_back(folder).count == 40000);
}

/* How long the caller is kept while the disk is as slow as it likes. */
static void test_callers_time(const char *root)
{
    const char *folder = fresh_folder(root, "time");
    struct outlet *outlet = outlet_start(spool_sink(folder, 1, (size_t)1 << 30), 8u << 20);
    struct timespec before, after;

    clock_gettime(CLOCK_MONOTONIC, &before);
    for (int i = 0; i < 20000; i++)
        add_number(outlet, i, 300);
    clock_gettime(CLOCK_MONOTONIC, &after);
    outlet_stop(outlet, 30);
    fprintf(stderr, "  # %ld ns a record for the caller, here and with this build\n", ((after.tv_sec - before.tv_sec) * 1000000000L + after.tv_nsec - before.tv_nsec) / 20000);
}

/* A sink that never comes back, as one on a dead file server. */
static size_t hang(struct sink *sink, struct entry *const *batch, size_t count, const struct loss *loss, bool *told, char problem[PROBLEM_SIZE])
{
    (void)sink, (void)batch, (void)loss, (void)told, (void)problem;
    if (count > 0)
        sleep(3);
    return count;
}

static long no_tick(struct sink *sink)
{
    (void)sink;
    return 0;
}

static void no_finish(struct sink *sink)
{
    (void)sink;
}

static void test_hanging_sink(void)
{
    struct sink *sink = malloc(sizeof(*sink));
    struct timespec before, after;

    *sink = (struct sink){ "hanging", hang, no_tick, no_finish };
    struct outlet *outlet = outlet_start(sink, 1u << 20);
    clock_gettime(CLOCK_MONOTONIC, &before);
    add_number(outlet, 1, 10);
    usleep(100000);
    for (int i = 2; i < 10000; i++)
        add_number(outlet, i, 1000);
    clock_gettime(CLOCK_MONOTONIC, &after);
    check("a sink that hangs keeps nobody who adds", after.tv_sec - before.tv_sec < 2);
    outlet_stop(outlet, 1);
    clock_gettime(CLOCK_MONOTONIC, &after);
    check("and the end waits no longer than told", after.tv_sec - before.tv_sec < 3);
    sleep(3);
}

int main(int count, char **arguments)
{
    if (count != 3)
        return 2;
    setvbuf(stdout, NULL, _IOLBF, 0);
    test_standards();
    test_settings();
    test_records();
    test_spool(arguments[1]);
    test_rotation(arguments[1]);
    test_short_write(arguments[1]);
    test_killed_writer(arguments[1]);
    test_second_writer(arguments[1]);
    test_missing_folder(arguments[1]);
    test_removed_folder(arguments[1]);
    test_limit(arguments[1]);
    test_threads(arguments[1]);
    test_callers_time(arguments[1]);
    test_hanging_sink();
    test_noise(strtoull(arguments[2], NULL, 10));
    return failed != 0;
}
