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

/* A sink that does not come back, as one on a dead file server, before the test lets it. */
static int inside, back, let_go;

static int told_of(int *what)
{
    return __atomic_load_n(what, __ATOMIC_SEQ_CST);
}

static void tell(int *what, int value)
{
    __atomic_store_n(what, value, __ATOMIC_SEQ_CST);
}

static size_t hang(struct sink *sink, struct entry *const *batch, size_t count, const struct loss *loss, bool *told, char problem[PROBLEM_SIZE])
{
    (void)sink, (void)batch, (void)loss, (void)told, (void)problem;
    if (count == 0)
        return 0;
    __atomic_add_fetch(&inside, 1, __ATOMIC_SEQ_CST);
    while (!told_of(&let_go))
        usleep(1000);
    __atomic_add_fetch(&back, 1, __ATOMIC_SEQ_CST);
    return count;
}

static long no_tick(struct sink *sink)
{
    (void)sink;
    return 0;
}

static int finished;

static void finish_seen(struct sink *sink)
{
    (void)sink;
    tell(&finished, 1);
}

static void *deliver_one(void *argument)
{
    struct sink *sink = argument;
    struct loss none = { 0 };
    char problem[PROBLEM_SIZE];
    bool told;

    sink->deliver(sink, NULL, 1, &none, &told, problem);
    return NULL;
}

/* No time is measured: who comes back while the sink is still inside was not kept by it. Who is kept for ever ends the host by the alarm. */
void test_hanging_sink(void)
{
    struct sink *sink = malloc(sizeof(*sink));
    pthread_t caller;

    *sink = (struct sink){ "hanging", hang, no_tick, finish_seen };
    alarm(120);
    pthread_create(&caller, NULL, deliver_one, sink);
    while (!told_of(&inside))
        usleep(1000);
    check("a sink that hangs keeps whoever calls it", pthread_tryjoin_np(caller, NULL) == EBUSY && !told_of(&back));
    tell(&let_go, 1);
    pthread_join(caller, NULL);
    check("until it comes back", told_of(&back) == 1);

    tell(&let_go, 0), tell(&inside, 0), tell(&back, 0);
    struct outlet *outlet = outlet_start(sink, 1u << 20);
    add_number(outlet, 1, 10);
    while (!told_of(&inside))
        usleep(1000);
    for (int i = 2; i < 10000; i++)
        add_number(outlet, i, 1000);
    check("behind a queue it keeps nobody", told_of(&inside) == 1 && !told_of(&back));
    outlet_stop(outlet, 1);
    check("and the end waits no longer than told", told_of(&inside) == 1 && !told_of(&back));
    tell(&let_go, 1);
    while (!told_of(&finished))
        usleep(1000);
    alarm(0);
    /* What the thread still has to give back, it gives back now. */
    usleep(200000);
}
