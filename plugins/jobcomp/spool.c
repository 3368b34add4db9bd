#include "spool.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "spool_folder.h"
#include "spool_segment.h"

#define SEGMENT_BYTES (1u << 20)

struct spool {
    struct sink sink;
    int rotate_seconds;
    size_t limit;
    int folder; /* -1: not open */
    struct segment segment;
    bool surveyed;
    char path[];
};

static void fail(char problem[PROBLEM_SIZE], const struct spool *spool, const char *what)
{
    snprintf(problem, PROBLEM_SIZE, "%s %.160s: %s", what, spool->path, strerror(errno));
}

/* Somebody may have removed or replaced the folder (a mount that came late, too): then what is open is nobody's. */
static bool folder_is_there(const struct spool *spool)
{
    struct stat mine, named;

    if (spool->folder < 0)
        return false;
    return fstat(spool->folder, &mine) == 0 && stat(spool->path, &named) == 0 && mine.st_dev == named.st_dev && mine.st_ino == named.st_ino &&
           (spool->segment.file < 0 || (fstat(spool->segment.file, &mine) == 0 && mine.st_nlink > 0));
}

static bool open_folder(struct spool *spool, char problem[PROBLEM_SIZE])
{
    if (folder_is_there(spool))
        return true;
    if (spool->folder >= 0) {
        segment_close(&spool->segment, spool->folder);
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
    /* No segment of ours is open here. One that is may be of a slurmctld that has gone since: from 23.11 on a reconfigure starts another one beside it. */
    size_t bytes = folder_survey(spool->folder, &spool->segment.number, true);

    spool->surveyed = true;
    if (bytes < spool->limit)
        return true;
    snprintf(problem, PROBLEM_SIZE, "%.160s holds %zu MB that the bank has not drained, and %zu are allowed", spool->path, bytes >> 20, spool->limit >> 20);
    return false;
}

static bool open_segment(struct spool *spool, char problem[PROBLEM_SIZE])
{
    if (spool->segment.file >= 0)
        return true;
    if (!has_room(spool, problem))
        return false;
    if (segment_open(&spool->segment, spool->folder))
        return true;
    fail(problem, spool, "cannot make a segment in");
    return false;
}

static size_t write_batch(struct spool *spool, struct entry *const *batch, size_t count, const struct loss *loss, bool *loss_told)
{
    size_t written = 0;

    *loss_told = loss->count > 0 && segment_write_loss(&spool->segment, loss);
    if (loss->count > 0 && !*loss_told)
        return 0;
    while (written < count && segment_write(&spool->segment, batch[written]->data, batch[written]->size))
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
    if (fdatasync(spool->segment.file) != 0) {
        fail(problem, spool, "cannot make safe what was written into");
        written = 0;
        *loss_told = false;
    }
    /* After trouble the bank may have what is there: draining it may be what makes room. */
    if (problem[0] != '\0' || spool->segment.good >= (off_t)SEGMENT_BYTES)
        segment_close(&spool->segment, spool->folder);
    return written;
}

static long spool_tick(struct sink *sink)
{
    struct spool *spool = (struct spool *)sink;
    struct timespec now;

    if (spool->segment.file < 0)
        return 0;
    clock_gettime(CLOCK_MONOTONIC, &now);
    long age = (now.tv_sec - spool->segment.begun.tv_sec) * 1000 + (now.tv_nsec - spool->segment.begun.tv_nsec) / 1000000;
    long left = spool->rotate_seconds * 1000L - age;
    if (left > 0)
        return left;
    segment_close(&spool->segment, spool->folder);
    return 0;
}

static void spool_finish(struct sink *sink)
{
    struct spool *spool = (struct spool *)sink;

    segment_close(&spool->segment, spool->folder);
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
    spool->segment.file = -1;
    memcpy(spool->path, folder, strlen(folder) + 1);
    return &spool->sink;
}
