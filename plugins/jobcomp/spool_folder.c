#include "spool_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "frame.h"
#include "spool.h"

unsigned long long segment_number(const char *name, const char *ending)
{
    if (strspn(name, "0123456789") != 20 || strcmp(name + 20, ending) != 0)
        return 0;
    errno = 0;
    unsigned long long number = strtoull(name, NULL, 10);
    return errno == 0 ? number : 0;
}

int folder_open(const char *path)
{
    return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

bool folder_complete(int folder, unsigned long long number)
{
    char from[SEGMENT_NAME_SIZE], to[SEGMENT_NAME_SIZE];

    snprintf(from, sizeof(from), "%020llu.open", number);
    snprintf(to, sizeof(to), "%020llu.seg", number);
    if (renameat(folder, from, folder, to) != 0)
        return false;
    fsync(folder);
    return true;
}

/* Whoever writes a segment holds a lock on it, so a lock that can be had says that its writer is gone. Answers the bytes that became complete. */
static size_t adopt_leftover(int folder, const char *name, unsigned long long number)
{
    struct stat status;
    size_t bytes = 0;
    int file = openat(folder, name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);

    if (file < 0)
        return 0;
    if (flock(file, LOCK_EX | LOCK_NB) == 0 && fstat(file, &status) == 0) {
        fsync(file);
        if (status.st_size <= (off_t)SEGMENT_HEADER_SIZE)
            unlinkat(folder, name, 0);
        else if (folder_complete(folder, number))
            bytes = (size_t)status.st_size;
    }
    close(file);
    return bytes;
}

static size_t survey_one(int folder, unsigned long long *newest, bool adopt)
{
    size_t bytes = 0;
    struct dirent *item;
    struct stat status;
    DIR *list = fdopendir(folder);

    if (list == NULL) {
        close(folder);
        return 0;
    }
    while ((item = readdir(list)) != NULL) {
        unsigned long long open_number = segment_number(item->d_name, ".open");
        unsigned long long number = segment_number(item->d_name, ".seg");
        if (open_number > *newest)
            *newest = open_number;
        if (number > *newest)
            *newest = number;
        if (open_number != 0 && adopt)
            bytes += adopt_leftover(dirfd(list), item->d_name, open_number);
        else if (number != 0 && fstatat(dirfd(list), item->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0)
            bytes += (size_t)status.st_size;
    }
    closedir(list);
    return bytes;
}

size_t folder_survey(int folder, unsigned long long *newest, bool adopt)
{
    int here = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int done = adopt ? openat(folder, "done", O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    size_t bytes = here < 0 ? 0 : survey_one(here, newest, adopt);

    if (done >= 0)
        survey_one(done, newest, false);
    return bytes;
}
