/*
 * A host of libslurmbank.so, as slurmctld is one. `host LIBRARY DIRECTORY TEST` runs one test in a fresh process and ends with 0 where it
 * holds; DIRECTORY holds tariff.txt and facts.txt. `host list` names the tests. tests/test-native.sh runs them.
 */
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

static const char *library, *directory;
static void *handle;
static sb_abi_version_fn abi;
static sb_load_fn load;
static sb_price_fn price;
static sb_price_run_fn price_run;
static sb_decide_fn decide;
static sb_setting_fn setting;
static sb_quote_add_fn quote_add;

#define CHECK(condition) \
    do { \
        if (!(condition)) { \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
            exit(1); \
        } \
    } while (0)

/* ---- what the kernel says of this process */

static unsigned long long status_of(const char *name, int base)
{
    char line[512];
    unsigned long long value = 0;
    FILE *file = fopen("/proc/self/status", "r");
    size_t length = strlen(name);
    CHECK(file);
    while (fgets(line, sizeof line, file))
        if (strncmp(line, name, length) == 0 && line[length] == ':')
            value = strtoull(line + length + 1, NULL, base);
    fclose(file);
    return value;
}

static int is_mapped(void)
{
    char line[1024];
    int found = 0;
    FILE *file = fopen("/proc/self/maps", "r");
    CHECK(file);
    while (fgets(line, sizeof line, file))
        found |= strstr(line, "libslurmbank.so") != NULL;
    fclose(file);
    return found;
}

static char *file_of(const char *name, uint32_t *length)
{
    char path[4096];
    char *text = malloc(1 << 20);
    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *file = fopen(path, "rb");
    CHECK(file && text);
    *length = (uint32_t)fread(text, 1, 1 << 20, file);
    fclose(file);
    return text;
}

/* ---- the library */

static void open_library(void)
{
    handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (!handle)
        fprintf(stderr, "%s\n", dlerror());
    CHECK(handle);
    abi = (sb_abi_version_fn)dlsym(handle, "sb_abi_version");
    load = (sb_load_fn)dlsym(handle, "sb_load");
    price = (sb_price_fn)dlsym(handle, "sb_price");
    price_run = (sb_price_run_fn)dlsym(handle, "sb_price_run");
    decide = (sb_decide_fn)dlsym(handle, "sb_decide");
    setting = (sb_setting_fn)dlsym(handle, "sb_setting");
    quote_add = (sb_quote_add_fn)dlsym(handle, "sb_quote_add");
    CHECK(abi && load && price && price_run && decide && setting && quote_add);
}

static int32_t load_texts(sb_text configuration, sb_text tariff, sb_text facts)
{
    sb_load_input input;
    sb_load_result result;
    char text[512];
    sb_buffer message = { text, sizeof text, 0 };
    SB_INIT(&input);
    SB_INIT(&result);
    input.configuration = configuration;
    input.tariff = tariff;
    input.facts = facts;
    return load(&input, &result, &message);
}

static void load_site(void)
{
    sb_text tariff = { 0 }, facts = { 0 };
    tariff.data = file_of("tariff.txt", &tariff.length);
    facts.data = file_of("facts.txt", &facts.length);
    CHECK(load_texts(sb_text_of("[gate]\npolicy = 'enforce'\n"), tariff, facts) == SB_OK);
    free((char *)tariff.data);
    free((char *)facts.data);
}

/* CPUs CPUs for an hour in the partition without nodes: so many SU. */
static int64_t price_of(uint32_t cpus)
{
    sb_request request;
    sb_quote quote;
    SB_REQUEST_INIT(&request);
    SB_INIT(&quote);
    request.partition = sb_text_of("plain");
    request.time_limit = 60;
    request.min_cpus = request.tasks = cpus;
    int32_t code = price(&request, 1, &quote);
    CHECK(code == SB_OK && quote.lower == quote.upper);
    return quote.upper;
}

static void check_price(uint32_t cpus)
{
    CHECK(price_of(cpus) == cpus * SB_UNITS_PER_SU);
}

static void begin(void)
{
    open_library();
    CHECK(abi() == (int32_t)SB_VERSION);
    load_site();
}

/* ---- tests: opening and the first call */

static void test_opening_starts_nothing(void)
{
    unsigned long long caught = status_of("SigCgt", 16), ignored = status_of("SigIgn", 16);
    open_library();
    CHECK(status_of("Threads", 10) == 1);
    CHECK(status_of("SigCgt", 16) == caught && status_of("SigIgn", 16) == ignored);
    CHECK(dlclose(handle) == 0);
    CHECK(status_of("Threads", 10) == 1);
}

static void test_first_call_starts_one_thread_and_three_handlers(void)
{
    sigset_t before, after;
    open_library();
    unsigned long long size = status_of("VmSize", 10);
    sigemptyset(&before);
    sigaddset(&before, SIGHUP);
    sigaddset(&before, SIGUSR1);
    CHECK(pthread_sigmask(SIG_SETMASK, &before, NULL) == 0);
    CHECK(abi() == (int32_t)SB_VERSION);
    load_site();
    check_price(3);
    CHECK(pthread_sigmask(SIG_SETMASK, NULL, &after) == 0);
    CHECK(sigismember(&after, SIGHUP) == 1 && sigismember(&after, SIGUSR1) == 1 && sigismember(&after, SIGTERM) == 0 && sigismember(&after, SIGINT) == 0);
    CHECK(status_of("Threads", 10) <= 2);
    CHECK(status_of("VmSize", 10) - size < 1024 * 1024);
    CHECK(status_of("VmRSS", 10) < 24 * 1024);
    /* SIGFPE, SIGSEGV and SIGRTMIN (34); 32 and 33 are the C library's own. */
    unsigned long long known = (1ull << (SIGFPE - 1)) | (1ull << (SIGSEGV - 1)) | (1ull << 33) | (1ull << 32) | (1ull << 31);
    CHECK((status_of("SigCgt", 16) & ~known) == 0);
}

static volatile sig_atomic_t alarms;

static void on_alarm(int number)
{
    (void)number;
    alarms++;
}

static void test_signals_of_the_host_still_arrive(void)
{
    struct itimerval every = { { 0, 500 }, { 0, 500 } };
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_alarm;
    CHECK(sigaction(SIGALRM, &action, NULL) == 0);
    begin();
    CHECK(setitimer(ITIMER_REAL, &every, NULL) == 0);
    for (uint32_t i = 1; i < 200000 || alarms < 20; i++)
        check_price(1 + i % 50);
    CHECK(alarms >= 20);
}

static void test_crash_of_the_host_is_still_a_crash(void)
{
    begin();
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        struct rlimit none = { 0, 0 };
        setrlimit(RLIMIT_CORE, &none);
        volatile int *volatile nowhere = NULL;
        *nowhere = 1;
        _exit(0);
    }
    int status = 0;
    CHECK(waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV);
}

/* ---- tests: unloading */

static atomic_int steps;

static void *use_and_wait(void *unused)
{
    (void)unused;
    for (uint32_t i = 1; i < 100; i++)
        check_price(i);
    atomic_store(&steps, 1);
    while (atomic_load(&steps) != 2)
        usleep(1000);
    return NULL;
}

static void test_unloading_does_not_unload(void)
{
    pthread_t thread;
    begin();
    CHECK(pthread_create(&thread, NULL, use_and_wait, NULL) == 0);
    while (atomic_load(&steps) != 1)
        usleep(1000);
    for (int i = 0; i < 5; i++)
        dlclose(handle);
    CHECK(is_mapped());
    atomic_store(&steps, 2);
    CHECK(pthread_join(thread, NULL) == 0);
    usleep(100000);
    check_price(7);
    open_library();
    check_price(8);
}

/* ---- tests: forks */

static void reap(pid_t child)
{
    int status = 0;
    CHECK(child > 0 && waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void test_fork_before_the_first_call(void)
{
    open_library();
    pid_t child = fork();
    if (child == 0) {
        load_site();
        check_price(5);
        _exit(0);
    }
    load_site();
    check_price(6);
    reap(child);
    check_price(7);
}

static atomic_int stop;

static void *price_until_stopped(void *unused)
{
    (void)unused;
    for (uint32_t i = 1; !atomic_load(&stop); i++)
        check_price(1 + i % 100);
    return NULL;
}

static void test_fork_and_exec_while_others_call(void)
{
    pthread_t threads[2];
    begin();
    for (int i = 0; i < 2; i++)
        CHECK(pthread_create(&threads[i], NULL, price_until_stopped, NULL) == 0);
    for (int i = 0; i < 100; i++) {
        pid_t child = fork();
        if (child == 0) {
            execl("/bin/true", "true", (char *)NULL);
            _exit(127);
        }
        reap(child);
    }
    atomic_store(&stop, 1);
    for (int i = 0; i < 2; i++)
        CHECK(pthread_join(threads[i], NULL) == 0);
    check_price(9);
}

/* ---- tests: threads */

static void *price_a_little(void *number)
{
    for (uint32_t i = 1; i <= 50; i++)
        check_price((uint32_t)(uintptr_t)number + i);
    return NULL;
}

static void test_threads_that_come_and_go(void)
{
    begin();
    unsigned long long threads = status_of("Threads", 10), memory = 0;
    for (int round = 0; round < 600; round++) {
        pthread_t crowd[8];
        for (uintptr_t i = 0; i < 8; i++)
            CHECK(pthread_create(&crowd[i], NULL, price_a_little, (void *)(i * 100)) == 0);
        if (round % 50 == 0)
            load_site();
        for (int i = 0; i < 8; i++)
            CHECK(pthread_join(crowd[i], NULL) == 0);
        if (round == 100)
            memory = status_of("VmRSS", 10);
    }
    CHECK(status_of("Threads", 10) == threads);
    CHECK(status_of("VmRSS", 10) < memory + 4096);
}

static void test_exit_while_others_call(void)
{
    pthread_t thread;
    begin();
    for (int i = 0; i < 3; i++)
        CHECK(pthread_create(&thread, NULL, price_until_stopped, NULL) == 0);
    usleep(20000);
    exit(0);
}

/* ---- tests: many calls */

static void test_a_million_calls_cost_no_memory(void)
{
    sb_request request;
    sb_funds funds;
    sb_decision_input input;
    sb_decision decision;
    char text[SB_DECISION_TEXT_SIZE];
    sb_buffer buffer = { text, sizeof text, 0 };
    unsigned long long memory = 0, threads = 0;
    begin();
    SB_REQUEST_INIT(&request);
    SB_INIT(&funds);
    SB_INIT(&input);
    SB_INIT(&decision);
    request.partition = sb_text_of("cpu,plain");
    request.tres_per_node = sb_text_of("gres:gpu:1");
    request.array = sb_text_of("1-10%2");
    request.qos = sb_text_of("normal");
    request.memory = UINT64_C(0x8000000000000000) | 2048;
    funds.account = sb_text_of("physics");
    funds.granted = 1000 * SB_UNITS_PER_SU;
    input.requests = &request;
    input.count = 1;
    input.funds = &funds;
    for (uint32_t i = 0; i < 1000000; i++) {
        request.time_limit = 1 + i % 1000;
        request.min_cpus = request.tasks = 1 + i % 64;
        funds.available = i % 2 ? INT64_C(1) << 60 : 1;
        CHECK(decide(&input, &decision, &buffer) == SB_OK);
        CHECK(decision.action == (i % 2 ? SB_ALLOW : SB_REFUSE));
        CHECK((buffer.length > 100) == (decision.action == SB_REFUSE));
        if (i == 10000) {
            memory = status_of("VmRSS", 10);
            threads = status_of("Threads", 10);
        }
    }
    CHECK(status_of("VmRSS", 10) <= memory + 512);
    CHECK(status_of("Threads", 10) == threads);
}

static void test_loads_cost_no_memory_in_the_end(void)
{
    unsigned long long memory = 0;
    begin();
    for (int i = 0; i < 3000; i++) {
        load_site();
        check_price(4);
        if (i == 1000)
            memory = status_of("VmRSS", 10);
    }
    CHECK(status_of("VmRSS", 10) <= memory + 8192);
}

/* ---- tests: what nobody should send */

static uint64_t state;

static uint64_t next(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static void start_random(void)
{
    const char *seed = getenv("SLURMBANK_SEED");
    state = seed ? strtoull(seed, NULL, 10) : (uint64_t)time(NULL) * 2654435761u + (uint64_t)getpid();
    state = state ? state : 1;
    fprintf(stderr, "seed %llu\n", (unsigned long long)state);
}

static const char *const pieces[] = {
    "gres:gpu:", "gres/", "gpu", ":", "1", "4000000", "-", ",", "%", "[", "]", "n[1-9]", "|", "=", "K", "T", "1-5:2", "cpu", "plain",
    "\xff\xfe", "\xc3", "\xf0\x9f\x98\x80", "99999999999999999999", "\n", "\t", "license/", "x@y", "a100", "billing=", "mem=1G", "%s%n", "(null)",
};

static sb_text random_text(char *room, size_t size)
{
    size_t length = 0;
    uint64_t kind = next() % 8;
    if (kind < 3) {
        sb_text none = { NULL, kind == 1 && next() % 50 == 0 ? 5u : 0u, 0 };
        return none;
    }
    for (uint64_t count = next() % 12; count > 0; count--) {
        const char *piece = pieces[next() % (sizeof pieces / sizeof *pieces)];
        if (kind == 3 && length < size)
            room[length++] = (char)next();
        else if (length + strlen(piece) < size) {
            memcpy(room + length, piece, strlen(piece));
            length += strlen(piece);
        }
    }
    sb_text text = { room, (uint32_t)length, (uint32_t)next() };
    return text;
}

static uint32_t random_number(void)
{
    static const uint32_t odd[] = { 0, 1, 2, SB_UNSET, SB_INFINITE, 0x7fffffff, 0x80000000, 0xfffe, 0xffff, 0x8001 };
    return next() % 2 ? odd[next() % (sizeof odd / sizeof *odd)] : (uint32_t)(next() >> (next() % 60));
}

static void random_request(sb_request *request, char room[14][256])
{
    SB_REQUEST_INIT(request);
    sb_text *texts = &request->account;
    for (int i = 0; i < 14; i++)
        texts[i] = random_text(room[i], 256);
    uint32_t *numbers = &request->time_limit;
    for (int i = 0; i < 20; i++)
        numbers[i] = next() % 3 ? numbers[i] : random_number();
    request->memory = next() % 2 ? next() >> (next() % 64) : SB_UNSET64;
    if (next() % 200 == 0)
        request->size = random_number();
    if (next() % 200 == 0)
        request->version = random_number();
}

static void test_garbage_is_answered_with_a_code(void)
{
    char room[14][256], text[300], more[4][256];
    start_random();
    begin();
    for (int round = 0; round < 300000; round++) {
        sb_request request;
        sb_decision_input input;
        sb_decision decision;
        sb_funds funds;
        sb_quote quote;
        sb_run run;
        sb_cost cost;
        sb_buffer buffer = { next() % 10 ? text : NULL, (uint32_t)(next() % sizeof text), 0 };
        random_request(&request, room);
        SB_INIT(&input);
        SB_INIT(&decision);
        SB_INIT(&funds);
        SB_INIT(&quote);
        SB_INIT(&run);
        SB_INIT(&cost);
        int32_t code = price(&request, 1, &quote);
        CHECK(code <= 0 && code >= SB_E_NO_SETTING && code != SB_E_INTERNAL);
        CHECK(code != SB_OK || (quote.lower >= 0 && quote.lower <= quote.upper && quote.tasks > 0));
        CHECK(memchr(quote.resources, 0, sizeof quote.resources) && memchr(quote.partition, 0, sizeof quote.partition));
        funds.account = random_text(more[0], 256);
        for (int64_t *figure = &funds.granted; figure <= &funds.own_liens; figure++)
            *figure = (int64_t)(next() << (next() % 64));
        funds.flags = random_number();
        input.requests = &request;
        input.count = next() % 20 ? 1 : 0;
        input.flags = random_number();
        input.funds = next() % 5 ? &funds : NULL;
        input.quote = next() % 4 ? NULL : &quote;
        input.snapshot_created = (int64_t)(next() << (next() % 64));
        input.now = (int64_t)(next() << (next() % 64));
        code = decide(&input, &decision, next() % 9 ? &buffer : NULL);
        CHECK(code <= 0 && code >= SB_E_NO_SETTING && code != SB_E_INTERNAL);
        CHECK(decision.action <= SB_REFUSE && decision.lien <= SB_LIEN_OBSERVED);
        CHECK(code != SB_OK || !buffer.data || !buffer.capacity || buffer.length < buffer.capacity);
        run.partition = random_text(more[0], 256);
        run.qos = random_text(more[1], 256);
        run.state = random_text(more[2], 256);
        run.allocated = random_text(more[3], 256);
        run.seconds = (int64_t)(next() << (next() % 64));
        run.suspended = (int64_t)(next() << (next() % 64));
        code = price_run(&run, &cost);
        CHECK(code <= 0 && code >= SB_E_NO_SETTING && code != SB_E_INTERNAL && cost.amount >= 0);
        CHECK(quote_add(&quote, &decision.quote) != SB_E_INTERNAL);
    }
    check_price(11);
}

static void test_damaged_loads_change_nothing(void)
{
    uint32_t lengths[3];
    char *texts[3] = { file_of("tariff.txt", &lengths[0]), file_of("facts.txt", &lengths[1]), file_of("bank.toml", &lengths[2]) };
    start_random();
    begin();
    for (int round = 0; round < 20000; round++) {
        uint32_t which = (uint32_t)(next() % 3), length = lengths[which];
        char *copy = malloc(length + 1);
        sb_text none = { NULL, 0, 0 };
        CHECK(copy);
        memcpy(copy, texts[which], length);
        for (uint64_t changes = next() % 4; changes > 0; changes--)
            copy[next() % length] = next() % 2 ? (char)next() : "\t\n0, ="[next() % 6];
        sb_text text = { copy, next() % 4 ? length : (uint32_t)(next() % (length + 1)), 0 };
        int32_t code = load_texts(which == 2 ? text : none, which == 0 ? text : none, which == 1 ? text : none);
        CHECK(code == SB_OK || code == SB_E_INPUT);
        free(copy);
        if (code == SB_OK)
            load_site();
        check_price(2);
    }
}

static void test_texts_beyond_the_memory_are_refused(void)
{
    size_t size = 60u << 20;
    char *junk = malloc(size);
    sb_text none = { NULL, 0, 0 };
    CHECK(junk);
    begin();
    memset(junk, 'a', size);
    memcpy(junk, "slurmbank-facts\t1\n", 18);
    for (size_t i = 18; i + 11 <= size; i += 11)
        memcpy(junk + i, "nodes\ta,b,\n", 11);
    sb_text text = { junk, (uint32_t)size, 0 };
    for (int i = 0; i < 2; i++) {
        CHECK(load_texts(none, none, text) < 0);
        CHECK(load_texts(text, none, none) < 0);
        CHECK(load_texts(none, text, none) < 0);
        check_price(12);
    }
    free(junk);
    load_site();
    check_price(13);
}

static void test_little_address_space_is_enough(void)
{
    struct rlimit limit = { 600u << 20, 600u << 20 };
    CHECK(setrlimit(RLIMIT_AS, &limit) == 0);
    begin();
    check_price(14);
}

static void test_calls_before_a_load_say_so(void)
{
    sb_request request;
    sb_quote quote;
    sb_decision_input input;
    sb_decision decision;
    open_library();
    SB_REQUEST_INIT(&request);
    SB_INIT(&quote);
    SB_INIT(&input);
    SB_INIT(&decision);
    input.requests = &request;
    input.count = 1;
    CHECK(price(&request, 1, &quote) == SB_E_NOT_LOADED);
    CHECK(decide(&input, &decision, NULL) == SB_E_NOT_LOADED);
    sb_text none = { NULL, 0, 0 };
    CHECK(load_texts(sb_text_of("[gate]\npolicy = 'enforce'\nmissing_snapshot = 'refuse'\n"), none, none) == SB_OK);
    CHECK(price(&request, 1, &quote) == SB_E_NO_TARIFF);
    CHECK(decide(&input, &decision, NULL) == SB_OK);
    CHECK(decision.action == SB_REFUSE && decision.outcome == SB_OUTCOME_UNREADABLE && decision.price_code == SB_E_NO_TARIFF);
}

static const struct {
    const char *name;
    void (*run)(void);
} tests[] = {
#define TEST(name) { #name, test_##name }
    TEST(opening_starts_nothing), TEST(first_call_starts_one_thread_and_three_handlers), TEST(signals_of_the_host_still_arrive),
    TEST(crash_of_the_host_is_still_a_crash), TEST(unloading_does_not_unload), TEST(fork_before_the_first_call),
    TEST(fork_and_exec_while_others_call), TEST(threads_that_come_and_go), TEST(exit_while_others_call), TEST(a_million_calls_cost_no_memory),
    TEST(loads_cost_no_memory_in_the_end), TEST(garbage_is_answered_with_a_code), TEST(damaged_loads_change_nothing),
    TEST(texts_beyond_the_memory_are_refused), TEST(little_address_space_is_enough), TEST(calls_before_a_load_say_so),
};

int main(int count, char **words)
{
    size_t i;
    if (count == 2 && strcmp(words[1], "list") == 0) {
        for (i = 0; i < sizeof tests / sizeof *tests; i++)
            puts(tests[i].name);
        return 0;
    }
    if (count != 4)
        return 2;
    library = words[1];
    directory = words[2];
    for (i = 0; i < sizeof tests / sizeof *tests; i++) {
        if (strcmp(tests[i].name, words[3]) == 0) {
            tests[i].run();
            return 0;
        }
    }
    return 2;
}
