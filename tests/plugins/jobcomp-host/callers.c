/* Those who add records: how many, and how long they are kept. */
#include "host.h"

static void *add_many(void *argument)
{
    for (int i = 0; i < 5000; i++)
        add_number(argument, i, 20);
    return NULL;
}

void test_threads(const char *root)
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
void test_callers_time(const char *root)
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

void test_hanging_sink(void)
{
    struct sink *sink = malloc(sizeof(*sink));
    struct timespec before, after;
    struct loss none = { 0 };
    char problem[PROBLEM_SIZE];
    bool told;

    *sink = (struct sink){ "hanging", hang, no_tick, no_finish };
    clock_gettime(CLOCK_MONOTONIC, &before);
    sink->deliver(sink, NULL, 1, &none, &told, problem);
    clock_gettime(CLOCK_MONOTONIC, &after);
    check("a sink that hangs keeps whoever calls it", after.tv_sec - before.tv_sec >= 2);
    struct outlet *outlet = outlet_start(sink, 1u << 20);
    clock_gettime(CLOCK_MONOTONIC, &before);
    add_number(outlet, 1, 10);
    usleep(100000);
    for (int i = 2; i < 10000; i++)
        add_number(outlet, i, 1000);
    clock_gettime(CLOCK_MONOTONIC, &after);
    check("behind a queue it keeps nobody", after.tv_sec - before.tv_sec < 2);
    outlet_stop(outlet, 1);
    clock_gettime(CLOCK_MONOTONIC, &after);
    check("and the end waits no longer than told", after.tv_sec - before.tv_sec < 3);
    sleep(3);
}
