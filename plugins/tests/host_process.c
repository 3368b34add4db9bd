/* The library and the process that it is in: opening, signals, unloading, forks, threads. */
#include "host.h"

/* ---- tests: opening and the first call */

void test_opening_starts_nothing(void)
{
    unsigned long long caught = status_of("SigCgt", 16), ignored = status_of("SigIgn", 16);
    open_library();
    CHECK(status_of("Threads", 10) == 1);
    CHECK(status_of("SigCgt", 16) == caught && status_of("SigIgn", 16) == ignored);
    CHECK(dlclose(handle) == 0);
    CHECK(status_of("Threads", 10) == 1);
}

void test_first_call_starts_one_thread_and_three_handlers(void)
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

void test_signals_of_the_host_still_arrive(void)
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

void test_crash_of_the_host_is_still_a_crash(void)
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

void test_unloading_does_not_unload(void)
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

void test_fork_before_the_first_call(void)
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

void test_fork_and_exec_while_others_call(void)
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

void test_threads_that_come_and_go(void)
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

void test_exit_while_others_call(void)
{
    pthread_t thread;
    begin();
    for (int i = 0; i < 3; i++)
        CHECK(pthread_create(&thread, NULL, price_until_stopped, NULL) == 0);
    usleep(20000);
    exit(0);
}
