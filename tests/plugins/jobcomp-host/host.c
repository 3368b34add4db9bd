/*
 * host.c - the parts of jobcomp/slurmbank that know no Slurm, in a process of their own, under AddressSanitizer: queue, framing, records,
 * spool folder, the thread between them. Prints `ok - NAME` or `not ok - NAME`; arguments: FOLDER (empty, ours), SEED.
 */
#include "host.h"

static int failed;
int reports;

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

void check(const char *name, bool passed)
{
    printf("%s - %s\n", passed ? "ok" : "not ok", name);
    failed += !passed;
}

void number_record(struct record *record, int64_t number, size_t filler)
{
    static char text[4096];

    memset(text, 'x', sizeof(text) - 1);
    record_number(record, FIELD_KIND, KIND_RUN);
    record_number(record, FIELD_JOB_ID, number);
    record_text(record, FIELD_NAME, text, filler);
}

void add_number(struct outlet *outlet, int64_t number, size_t filler)
{
    struct record record = { 0 };

    number_record(&record, number, filler);
    outlet_add(outlet, record.data, record.used, number);
    record_release(&record);
}

void see(const unsigned char *payload, uint32_t size, void *argument)
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

struct seen read_back(const char *folder)
{
    struct seen seen = { .in_order = true };

    if (!segments_read(folder, see, &seen))
        seen.count = -1;
    return seen;
}

int count_files(const char *folder, const char *ending)
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

char *fresh_folder(const char *root, const char *name)
{
    static char path[4096];

    snprintf(path, sizeof(path), "%s/%s", root, name);
    mkdir(path, 0755);
    return path;
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
