#include "engine.h"

#include <dlfcn.h>
#include <elf.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int sbp_engine_beside(char *path, size_t size)
{
    Dl_info self;
    const char *slash;
    if (!dladdr((void *)(uintptr_t)&sbp_engine_beside, &self) || !self.dli_fname)
        return 0;
    slash = strrchr(self.dli_fname, '/');
    return slash && snprintf(path, size, "%.*s/libslurmbank.so", (int)(slash - self.dli_fname), self.dli_fname) < (int)size;
}

/* A library that was cut short maps, and then kills the process where its missing part is touched. The table of sections is at its end. */
static int is_whole(const char *path, char *why, size_t size)
{
    Elf64_Ehdr header;
    struct stat found;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), whole = 0;
    if (file < 0 || fstat(file, &found) != 0)
        snprintf(why, size, "%s: %m", path);
    else if (!S_ISREG(found.st_mode) || read(file, &header, sizeof header) != (ssize_t)sizeof header || memcmp(header.e_ident, ELFMAG, SELFMAG) != 0)
        snprintf(why, size, "%s is no library", path);
    else if (header.e_shoff + (uint64_t)header.e_shnum * header.e_shentsize > (uint64_t)found.st_size)
        snprintf(why, size, "%s is cut short", path);
    else
        whole = 1;
    if (file >= 0)
        close(file);
    return whole;
}

static int find(void *handle, const char *name, void *function, char *why, size_t size)
{
    void *found = dlsym(handle, name);
    if (!found)
        snprintf(why, size, "the library has no function %s", name);
    memcpy(function, &found, sizeof found);
    return found != NULL;
}

static int find_all(void *handle, sbp_engine *e, char *why, size_t size)
{
    return find(handle, "sb_abi_version", &e->abi_version, why, size) && find(handle, "sb_version", &e->version, why, size) &&
           find(handle, "sb_load", &e->load, why, size) && find(handle, "sb_settings_get", &e->settings_get, why, size) &&
           find(handle, "sb_setting", &e->setting, why, size) && find(handle, "sb_price", &e->price, why, size) &&
           find(handle, "sb_quote_add", &e->quote_add, why, size) && find(handle, "sb_price_run", &e->price_run, why, size) &&
           find(handle, "sb_decide", &e->decide, why, size);
}

int sbp_engine_open(sbp_engine *engine, const char *path, char *why, size_t size)
{
    sbp_engine found;
    void *handle;
    int32_t version;
    memset(&found, 0, sizeof found);
    if (!is_whole(path, why, size))
        return 0;
    handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!handle) {
        const char *text = dlerror();
        snprintf(why, size, "%s", text ? text : "it cannot be loaded");
        return 0;
    }
    if (!find_all(handle, &found, why, size))
        return 0;
    version = found.abi_version();
    if (version != (int32_t)SB_VERSION) {
        snprintf(why, size, "%s speaks version %d of the interface, this plugin speaks %u: install both from one build", path, (int)version, SB_VERSION);
        return 0;
    }
    found.handle = handle;
    *engine = found;
    return 1;
}
