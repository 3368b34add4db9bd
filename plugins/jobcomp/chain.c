#include "chain.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <slurm/slurm.h>

#include "report.h"
#include "slurm_version.h"

#if !JOBCOMP_LOCATION_IS_GIVEN
/* slurmctld's own; declared in its private headers. */
extern slurm_conf_t slurm_conf;
#endif

static void *library, *set_location, *record_end, *record_start;
static bool ready, tried;
static char loaded[64];

/* From 23.02 on a plugin looks for its location in slurm_conf: it finds there what it shall find, for the time of the call. */
static int call_set_location(const char *location)
{
#if JOBCOMP_LOCATION_IS_GIVEN
    return ((int (*)(char *))set_location)((char *)(uintptr_t)location);
#else
    char *ours = slurm_conf.job_comp_loc;
    slurm_conf.job_comp_loc = (char *)(uintptr_t)location;
    int code = ((int (*)(void))set_location)();
    slurm_conf.job_comp_loc = ours;
    return code;
#endif
}

static void call_record(void *symbol, struct job_record *job, uint32_t event)
{
#if JOBCOMP_TELLS_EVENTS
    ((int (*)(struct job_record *, uint32_t))symbol)(job, event);
#else
    (void)event;
    ((int (*)(struct job_record *))symbol)(job);
#endif
}

/* A missing symbol is a plugin less here; Slurm's own loader would end the daemon. */
static bool is_that_plugin(void *handle, const char *name, char *why, size_t size)
{
    const char *type = dlsym(handle, "plugin_type");
    const uint32_t *version = dlsym(handle, "plugin_version");
    char wanted[80];

    snprintf(wanted, sizeof(wanted), "jobcomp/%s", name);
    set_location = dlsym(handle, "jobcomp_p_set_location");
    record_end = dlsym(handle, JOBCOMP_END_SYMBOL);
#ifdef JOBCOMP_START_SYMBOL
    record_start = dlsym(handle, JOBCOMP_START_SYMBOL);
#endif
    if (type == NULL || version == NULL || set_location == NULL || record_end == NULL)
        snprintf(why, size, "it lacks a symbol that a completion plugin has");
    else if (strcmp(type, wanted) != 0)
        snprintf(why, size, "it calls itself %.64s", type);
    else if (*version != SLURM_VERSION_NUMBER)
        snprintf(why, size, "it is of another Slurm version");
    else
        return true;
    return false;
}

static void *load(const char *name, const char *folders, char *why, size_t size)
{
    struct stat status;
    char path[4096];

    snprintf(why, size, "there is no such file in PluginDir");
    while (folders != NULL && *folders != '\0') {
        size_t length = strcspn(folders, ":");
        snprintf(path, sizeof(path), "%.*s/jobcomp_%s.so", (int)length, folders, name);
        folders += length + (folders[length] == ':');
        if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
            continue;
        void *handle = dlopen(path, RTLD_LAZY);
        if (handle == NULL) {
            snprintf(why, size, "%s", dlerror());
            continue;
        }
        int (*init)(void) = (int (*)(void))dlsym(handle, "init");
        if (is_that_plugin(handle, name, why, size) && (init == NULL || init() == 0))
            return handle;
        dlclose(handle);
    }
    return NULL;
}

/* filetxt ends slurmctld where its file cannot be opened; without it slurmctld lives. */
static bool may_set_location(const char *name, const char *location)
{
    if (strcmp(name, "filetxt") != 0)
        return true;
    int file = open(location, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (file < 0)
        return false;
    close(file);
    return true;
}

void chain_open(const char *name, const char *location, const char *plugin_folders)
{
    char why[256];

    if (tried && strcmp(name, loaded) != 0)
        report_error("jobcomp/slurmbank: slurmbank_next takes effect when slurmctld is restarted");
    if (!tried && name[0] != '\0') {
        tried = true;
        snprintf(loaded, sizeof(loaded), "%s", name);
        library = load(name, plugin_folders, why, sizeof(why));
        if (library == NULL)
            report_error("jobcomp/slurmbank: jobcomp/%s is not there, so nothing is passed on to it: %s", name, why);
        else
            report_info("jobcomp/slurmbank: passes records on to jobcomp/%s", name);
    }
    if (library == NULL)
        return;
    ready = may_set_location(loaded, location) && call_set_location(location) == 0;
    if (!ready)
        report_error("jobcomp/slurmbank: jobcomp/%s does not accept the location '%s' (slurmbank_next_loc); nothing is passed on to it", loaded, location);
}

void chain_end(struct job_record *job, uint32_t event)
{
    if (ready)
        call_record(record_end, job, event);
}

void chain_start(struct job_record *job, uint32_t event)
{
    if (ready && record_start != NULL)
        call_record(record_start, job, event);
}

void chain_close(void)
{
    if (library != NULL) {
        int (*fini)(void) = (int (*)(void))dlsym(library, "fini");
        if (fini != NULL)
            fini();
        dlclose(library);
    }
    library = NULL;
    ready = tried = false;
    loaded[0] = '\0';
}
