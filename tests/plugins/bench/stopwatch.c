/*
 * job_submit/sbwatch_NAME: a stopwatch around another job_submit plugin, for the benchmark. Beside slurm.conf lies sbwatch_NAME.conf: the path of that
 * plugin, and on a second line the file for the times. That file is a mapping: a count of 8 bytes, then the nanoseconds of each call, 4 bytes each.
 * Built with -DNAME="...", once for each plugin that is timed, so that slurmctld tells them apart at a reconfigure.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "../../../plugins/common/compat.h"

#define SAMPLES (1u << 20)

SBP_EXPORT const char plugin_name[] = "SlurmBank's benchmark: a stopwatch";
SBP_EXPORT const char plugin_type[] = "job_submit/sbwatch_" NAME;
SBP_EXPORT const uint32_t plugin_version = SLURM_VERSION_NUMBER;

SBP_EXPORT int init(void);
SBP_EXPORT int fini(void);
SBP_EXPORT int job_submit(job_desc_msg_t *job, uint32_t uid, char **err_msg);
#if SBP_MODIFY_HAS_TEXT
SBP_EXPORT int job_modify(job_desc_msg_t *job, struct job_record *record, uint32_t uid, char **err_msg);
#else
SBP_EXPORT int job_modify(job_desc_msg_t *job, struct job_record *record, uint32_t uid);
#endif

typedef struct {
    uint64_t count;
    uint32_t nanoseconds[SAMPLES];
} times;

static times *times_of;
static void *timed;
static int (*timed_submit)(job_desc_msg_t *, uint32_t, char **);
static int (*timed_fini)(void);

static void symbol(const char *name, void *to)
{
    void *found = timed ? dlsym(timed, name) : NULL;
    memcpy(to, &found, sizeof found);
}

static void map_times(const char *path)
{
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    void *mapped = MAP_FAILED;
    if (file >= 0 && ftruncate(file, sizeof(times)) == 0)
        mapped = mmap(NULL, sizeof(times), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (file >= 0)
        close(file);
    if (mapped == MAP_FAILED)
        slurm_error("sbwatch_" NAME ": %s: %m", path);
    else
        times_of = mapped;
}

int init(void)
{
    const char *conf = getenv("SLURM_CONF"), *slash = conf ? strrchr(conf, '/') : NULL;
    char path[4096], target[4096] = "", output[4096] = "";
    int (*timed_init)(void);
    FILE *file;
    snprintf(path, sizeof path, "%.*s/sbwatch_" NAME ".conf", slash ? (int)(slash - conf) : 0, slash ? conf : "");
    file = fopen(path, "re");
    if (!file || fscanf(file, "%4095s %4095s", target, output) != 2) {
        slurm_error("sbwatch_" NAME ": %s: %m", path);
        return SLURM_ERROR;
    }
    fclose(file);
    map_times(output);
    timed = dlopen(target, RTLD_NOW | RTLD_LOCAL);
    if (!timed) {
        slurm_error("sbwatch_" NAME ": %s", dlerror());
        return SLURM_ERROR;
    }
    symbol("init", &timed_init);
    symbol("fini", &timed_fini);
    symbol("job_submit", &timed_submit);
    return timed_init ? timed_init() : SLURM_SUCCESS;
}

int fini(void)
{
    if (timed_fini)
        timed_fini();
    if (timed)
        dlclose(timed);
    timed = NULL;
    if (times_of)
        munmap(times_of, sizeof *times_of);
    times_of = NULL;
    return SLURM_SUCCESS;
}

static int64_t now_ns(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (int64_t)at.tv_sec * 1000000000 + at.tv_nsec;
}

int job_submit(job_desc_msg_t *job, uint32_t uid, char **err_msg)
{
    int64_t began = now_ns(), took;
    uint64_t at;
    int code = timed_submit(job, uid, err_msg);
    took = now_ns() - began;
    if (times_of) {
        at = __atomic_fetch_add(&times_of->count, 1, __ATOMIC_RELAXED);
        if (at < SAMPLES)
            times_of->nanoseconds[at] = took > UINT32_MAX ? UINT32_MAX : (uint32_t)took;
    }
    return code;
}

#if SBP_MODIFY_HAS_TEXT
int job_modify(job_desc_msg_t *job, struct job_record *record, uint32_t uid, char **err_msg)
{
    (void)err_msg;
#else
int job_modify(job_desc_msg_t *job, struct job_record *record, uint32_t uid)
{
#endif
    (void)job, (void)record, (void)uid;
    return SLURM_SUCCESS;
}
