/* The spool folder: what is written is read back, whatever becomes of folder, file and writer. */
#include "host.h"

void test_spool(const char *root)
{
    const char *folder = fresh_folder(root, "plain");
    struct outlet *outlet = outlet_start(spool_sink(folder, 3600, (size_t)1 << 30), 16u << 20);

    for (int i = 1; i <= 20000; i++)
        add_number(outlet, i, (size_t)(i % 200));
    outlet_stop(outlet, 30);
    struct seen seen = read_back(folder);
    check("20000 records are read back in order", seen.count == 20000 && seen.in_order && seen.first == 1 && seen.last == 20000 && seen.lost == 0);
}

void test_missing_folder(const char *root)
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

void test_removed_folder(const char *root)
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

void test_rotation(const char *root)
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
void test_short_write(const char *root)
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

void test_killed_writer(const char *root)
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
    check("after kill -9 it is left open", count_files(folder, ".open") == 1 && count_files(folder, ".seg") == 0);
    check("and who comes next completes it, with all that was written", folder_survey(here, &newest, true) > 0 && read_back(folder).count == 100);
    close(here);
    struct outlet *outlet = outlet_start(spool_sink(folder, 3600, (size_t)1 << 30), 8u << 20);
    add_number(outlet, 101, 50);
    outlet_stop(outlet, 30);
    struct seen seen = read_back(folder);
    check("and the next writer goes on behind it", seen.count == 101 && seen.in_order && seen.last == 101);
}

/* A reconfigure of a later Slurm: the new slurmctld writes while the old one has not gone yet, and no end of the old one's is ever told. */
void test_second_writer(const char *root)
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

void test_limit(const char *root)
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
