#include "spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "frame.h"
#include "record.h"
#include "spool_folder.h"

#define SEGMENT_BYTES (1u << 20)

struct spool {
    struct sink sink;
    int rotate_seconds;
    size_t limit;
    int folder; /* -1: not open */
    int file; /* -1: no segment is being written */
    unsigned long long number; /* of the segment, or of the last one */
    uint32_t salt;
    off_t good; /* so much of the segment is whole frames */
    struct timespec begun;
    bool surveyed;
    char path[];
};

static void fail(char problem[PROBLEM_SIZE], const struct spool *spool, const char *what)
{
    snprintf(problem, PROBLEM_SIZE, "%s %.160s: %s", what, spool->path, strerror(errno));
}

/* Ends the segment. One without a record leaves nothing behind. */
static void close_segment(struct spool *spool)
{
    char name[SEGMENT_NAME_SIZE];

    if (spool->file < 0)
        return;
    if (spool->good > (off_t)SEGMENT_HEADER_SIZE) {
        folder_complete(spool->folder, spool->number);
    } else {
        snprintf(name, sizeof(name), "%020llu.open", spool->number);
        unlinkat(spool->folder, name, 0);
    }
    close(spool->file);
    spool->file = -1;
}

/* Somebody may have removed or replaced the folder (a mount that came late, too): then what is open is nobody's. */
static bool folder_is_there(struct spool *spool)
{
    struct stat mine, named;

    if (spool->folder < 0)
        return false;
    return fstat(spool->folder, &mine) == 0 && stat(spool->path, &named) == 0 && mine.st_dev == named.st_dev && mine.st_ino == named.st_ino &&
           (spool->file < 0 || (fstat(spool->file, &mine) == 0 && mine.st_nlink > 0));
}

static bool open_folder(struct spool *spool, char problem[PROBLEM_SIZE])
{
    if (folder_is_there(spool))
        return true;
    if (spool->folder >= 0) {
        close_segment(spool);
        close(spool->folder);
    }
    spool->surveyed = false;
    spool->folder = folder_open(spool->path);
    if (spool->folder < 0)
        fail(problem, spool, "cannot open the folder");
    return spool->folder >= 0;
}

static bool has_room(struct spool *spool, char problem[PROBLEM_SIZE])
{
    size_t bytes = folder_survey(spool->folder, &spool->number, !spool->surveyed);

    spool->surveyed = true;
    if (bytes < spool->limit)
        return true;
    snprintf(problem, PROBLEM_SIZE, "%.160s holds %zu MB that the bank has not drained, and %zu are allowed", spool->path, bytes >> 20, spool->limit >> 20);
    return false;
}

/* A clock that is right makes numbers that never repeat; one that is not, still grows. */
static unsigned long long next_number(const struct spool *spool, uint64_t now_us)
{
    return now_us > spool->number ? now_us : spool->number + 1;
}

static bool open_segment(struct spool *spool, char problem[PROBLEM_SIZE])
{
    unsigned char header[SEGMENT_HEADER_SIZE];
    char name[SEGMENT_NAME_SIZE];
    struct timespec now;

    if (spool->file >= 0)
        return true;
    if (!has_room(spool, problem))
        return false;
    clock_gettime(CLOCK_REALTIME, &now);
    uint64_t now_us = (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
    spool->number = next_number(spool, now_us);
    snprintf(name, sizeof(name), "%020llu.open", spool->number);
    spool->file = openat(spool->folder, name, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0640);
    if (spool->file < 0) {
        fail(problem, spool, "cannot make a segment in");
        return false;
    }
    flock(spool->file, LOCK_EX | LOCK_NB);
    clock_gettime(CLOCK_MONOTONIC, &spool->begun);
    if (getrandom(&spool->salt, sizeof(spool->salt), GRND_NONBLOCK) != (ssize_t)sizeof(spool->salt))
        spool->salt = (uint32_t)now.tv_nsec * 2654435761u;
    segment_header(header, now_us, spool->salt);
    spool->good = 0;
    if (write(spool->file, header, sizeof(header)) != (ssize_t)sizeof(header)) {
        fail(problem, spool, "cannot write into");
        close_segment(spool);
        return false;
    }
    spool->good = sizeof(header);
    return true;
}

/* One frame by one write. What was written of it in vain is cut off again, so that the segment ends with a whole frame. */
static bool write_frame(struct spool *spool, const unsigned char *payload, size_t size)
{
    unsigned char header[FRAME_HEADER_SIZE];
    struct iovec parts[2] = { { header, sizeof(header) }, { (void *)payload, size } };

    frame_header(header, spool->salt, payload, (uint32_t)size);
    ssize_t written = writev(spool->file, parts, 2);
    if (written == (ssize_t)(sizeof(header) + size)) {
        spool->good += written;
        return true;
    }
    int code = written < 0 ? errno : ENOSPC;
    if (written > 0 && ftruncate(spool->file, spool->good) != 0) {
        /* The reader knows what a torn end is. */
    }
    errno = code;
    return false;
}

static bool write_loss(struct spool *spool, const struct loss *loss)
{
    struct record record = { 0 };

    record_number(&record, FIELD_KIND, KIND_LOSS);
    record_number(&record, FIELD_LOST, (int64_t)loss->count);
    record_number(&record, FIELD_LOST_FIRST, loss->first_us);
    record_number(&record, FIELD_LOST_LAST, loss->last_us);
    errno = ENOMEM;
    bool written = !record.failed && write_frame(spool, record.data, record.used);
    record_release(&record);
    return written;
}

static size_t write_batch(struct spool *spool, struct entry *const *batch, size_t count, const struct loss *loss, bool *loss_told)
{
    size_t written = 0;

    *loss_told = loss->count > 0 && write_loss(spool, loss);
    if (loss->count > 0 && !*loss_told)
        return 0;
    while (written < count && write_frame(spool, batch[written]->data, batch[written]->size))
        written++;
    return written;
}

static size_t spool_deliver(struct sink *sink, struct entry *const *batch, size_t count, const struct loss *loss, bool *loss_told, char problem[PROBLEM_SIZE])
{
    struct spool *spool = (struct spool *)sink;

    if (!open_folder(spool, problem))
        return 0;
    if (count == 0 && loss->count == 0) {
        if (!spool->surveyed)
            has_room(spool, problem);
        return 0;
    }
    if (!open_segment(spool, problem))
        return 0;
    size_t written = write_batch(spool, batch, count, loss, loss_told);
    if (written < count || (loss->count > 0 && !*loss_told))
        fail(problem, spool, "cannot write into");
    if (fdatasync(spool->file) != 0) {
        fail(problem, spool, "cannot make safe what was written into");
        written = 0;
        *loss_told = false;
    }
    /* After trouble the bank may have what is there: draining it may be what makes room. */
    if (problem[0] != '\0' || spool->good >= (off_t)SEGMENT_BYTES)
        close_segment(spool);
    return written;
}

static long spool_tick(struct sink *sink)
{
    struct spool *spool = (struct spool *)sink;
    struct timespec now;

    if (spool->file < 0)
        return 0;
    clock_gettime(CLOCK_MONOTONIC, &now);
    long age = (now.tv_sec - spool->begun.tv_sec) * 1000 + (now.tv_nsec - spool->begun.tv_nsec) / 1000000;
    long left = spool->rotate_seconds * 1000L - age;
    if (left > 0)
        return left;
    close_segment(spool);
    return 0;
}

static void spool_finish(struct sink *sink)
{
    struct spool *spool = (struct spool *)sink;

    close_segment(spool);
    if (spool->folder >= 0)
        close(spool->folder);
    spool->folder = -1;
}

struct sink *spool_sink(const char *folder, int rotate_seconds, size_t limit_bytes)
{
    struct spool *spool = calloc(1, sizeof(*spool) + strlen(folder) + 1);

    if (spool == NULL)
        return NULL;
    spool->sink = (struct sink){ "jobcomp/slurmbank spool", spool_deliver, spool_tick, spool_finish };
    spool->rotate_seconds = rotate_seconds;
    spool->limit = limit_bytes;
    spool->folder = -1;
    spool->file = -1;
    memcpy(spool->path, folder, strlen(folder) + 1);
    return &spool->sink;
}
