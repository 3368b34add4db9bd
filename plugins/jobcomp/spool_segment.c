#include "spool_segment.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/uio.h>
#include <unistd.h>

#include "frame.h"
#include "record.h"
#include "spool.h"
#include "spool_folder.h"

bool segment_has_records(const struct segment *segment)
{
    return segment->good > (off_t)SEGMENT_HEADER_SIZE;
}

void segment_close(struct segment *segment, int folder)
{
    char name[SEGMENT_NAME_SIZE];

    if (segment->file < 0)
        return;
    if (segment_has_records(segment)) {
        folder_complete(folder, segment->number);
    } else {
        snprintf(name, sizeof(name), "%020llu.open", segment->number);
        unlinkat(folder, name, 0);
    }
    close(segment->file);
    segment->file = -1;
}

static bool write_header(struct segment *segment, uint64_t now_us)
{
    unsigned char header[SEGMENT_HEADER_SIZE];

    segment_header(header, now_us, segment->salt);
    ssize_t written = write(segment->file, header, sizeof(header));
    if (written == (ssize_t)sizeof(header)) {
        segment->good = sizeof(header);
        return true;
    }
    errno = written < 0 ? errno : ENOSPC;
    return false;
}

bool segment_open(struct segment *segment, int folder)
{
    char name[SEGMENT_NAME_SIZE];
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    uint64_t now_us = (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
    /* A clock that is right makes numbers that never repeat; with one that is not they grow still. */
    segment->number = now_us > segment->number ? now_us : segment->number + 1;
    segment->good = 0;
    snprintf(name, sizeof(name), "%020llu.open", segment->number);
    segment->file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0640);
    if (segment->file < 0)
        return false;
    flock(segment->file, LOCK_EX | LOCK_NB);
    clock_gettime(CLOCK_MONOTONIC, &segment->begun);
    if (getrandom(&segment->salt, sizeof(segment->salt), GRND_NONBLOCK) != (ssize_t)sizeof(segment->salt))
        segment->salt = (uint32_t)now.tv_nsec * 2654435761u;
    if (write_header(segment, now_us))
        return true;
    int code = errno;
    segment_close(segment, folder);
    errno = code;
    return false;
}

bool segment_write(struct segment *segment, const unsigned char *payload, size_t size)
{
    unsigned char header[FRAME_HEADER_SIZE];
    struct iovec parts[2] = { { header, sizeof(header) }, { (void *)(uintptr_t)payload, size } };

    frame_header(header, segment->salt, payload, (uint32_t)size);
    ssize_t written = writev(segment->file, parts, 2);
    if (written == (ssize_t)(sizeof(header) + size)) {
        segment->good += written;
        return true;
    }
    int code = written < 0 ? errno : ENOSPC;
    if (written > 0 && ftruncate(segment->file, segment->good) != 0) {
        /* What was written in vain stays at the end: a reader knows what that is. */
    }
    errno = code;
    return false;
}

bool segment_write_loss(struct segment *segment, const struct loss *loss)
{
    struct record record = { 0 };

    record_number(&record, FIELD_KIND, KIND_LOSS);
    record_number(&record, FIELD_LOST, (int64_t)loss->count);
    record_number(&record, FIELD_LOST_FIRST, loss->first_us);
    record_number(&record, FIELD_LOST_LAST, loss->last_us);
    errno = ENOMEM;
    bool written = !record.failed && segment_write(segment, record.data, record.used);
    int code = errno;
    record_release(&record);
    errno = code;
    return written;
}
