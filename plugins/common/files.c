#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void stamp_from(const struct stat *found, sbp_stamp *stamp)
{
    stamp->device = (uint64_t)found->st_dev;
    stamp->inode = (uint64_t)found->st_ino;
    stamp->size = (uint64_t)found->st_size;
    stamp->seconds = found->st_mtim.tv_sec;
    stamp->nanoseconds = found->st_mtim.tv_nsec;
}

int sbp_stamp_of(const char *path, sbp_stamp *stamp)
{
    struct stat found;
    memset(stamp, 0, sizeof *stamp);
    if (stat(path, &found) != 0)
        return errno;
    stamp_from(&found, stamp);
    return 0;
}

int sbp_same_stamp(const sbp_stamp *a, const sbp_stamp *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

static int read_all(int file, char *data, size_t length)
{
    size_t at = 0;
    while (at < length) {
        ssize_t got = read(file, data + at, length - at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errno;
        if (got == 0)
            return EAGAIN;
        at += (size_t)got;
    }
    return 0;
}

static int read_open(int file, size_t limit, char **data, size_t *length, sbp_stamp *stamp)
{
    struct stat found;
    char *text;
    int error;
    if (fstat(file, &found) != 0)
        return errno;
    if (!S_ISREG(found.st_mode))
        return EINVAL;
    if (found.st_size < 0 || (uint64_t)found.st_size > limit)
        return EFBIG;
    text = malloc((size_t)found.st_size + 1);
    if (!text)
        return ENOMEM;
    error = read_all(file, text, (size_t)found.st_size);
    if (error) {
        free(text);
        return error;
    }
    text[found.st_size] = '\0';
    *data = text;
    *length = (size_t)found.st_size;
    if (stamp)
        stamp_from(&found, stamp);
    return 0;
}

int sbp_read_file(const char *path, size_t limit, char **data, size_t *length, sbp_stamp *stamp)
{
    /* O_NONBLOCK: a FIFO in the file's place must not stop us. */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY), error;
    *data = NULL;
    *length = 0;
    if (stamp)
        memset(stamp, 0, sizeof *stamp);
    if (file < 0)
        return errno;
    error = read_open(file, limit, data, length, stamp);
    close(file);
    return error;
}

static int write_all(int file, const char *data, size_t length)
{
    size_t at = 0;
    while (at < length) {
        ssize_t put = write(file, data + at, length - at);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return errno;
        at += (size_t)put;
    }
    return 0;
}

int sbp_replace_file(const char *path, const char *data, size_t length)
{
    char beside[4096];
    int file, error;
    if (snprintf(beside, sizeof beside, "%s.new", path) >= (int)sizeof beside)
        return ENAMETOOLONG;
    unlink(beside);
    file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (file < 0)
        return errno;
    error = write_all(file, data, length);
    if (close(file) != 0 && !error)
        error = errno;
    if (!error && rename(beside, path) != 0)
        error = errno;
    if (error)
        unlink(beside);
    return error;
}

int sbp_make_folder(const char *path)
{
    return mkdir(path, 0755) == 0 || errno == EEXIST ? 0 : errno;
}
