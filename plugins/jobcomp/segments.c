#include "segments.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "frame.h"
#include "spool.h"
#include "spool_folder.h"

#define LARGEST_SEGMENT (64u << 20)

struct numbers {
    unsigned long long *items;
    size_t count, size;
};

static bool numbers_add(struct numbers *numbers, unsigned long long number)
{
    if (numbers->count == numbers->size) {
        size_t larger = numbers->size == 0 ? 256 : numbers->size * 2;
        unsigned long long *items = realloc(numbers->items, larger * sizeof(*items));
        if (items == NULL)
            return false;
        numbers->items = items;
        numbers->size = larger;
    }
    numbers->items[numbers->count++] = number;
    return true;
}

static void list_folder(int parent, const char *name, struct numbers *numbers)
{
    struct dirent *item;
    int folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = folder < 0 ? NULL : fdopendir(folder);

    if (list == NULL) {
        if (folder >= 0)
            close(folder);
        return;
    }
    while ((item = readdir(list)) != NULL) {
        unsigned long long number = segment_number(item->d_name, ".seg");
        number = number != 0 ? number : segment_number(item->d_name, ".open");
        if (number != 0 && !numbers_add(numbers, number))
            break;
    }
    closedir(list);
}

static int compare(const void *left, const void *right)
{
    unsigned long long a = *(const unsigned long long *)left, b = *(const unsigned long long *)right;

    return a < b ? -1 : a > b;
}

/* A segment may be renamed or drained while we look: each place is tried, in the order in which it wanders. */
static int open_segment(int folder, unsigned long long number)
{
    static const char *const places[] = { "%020llu.open", "%020llu.seg", "done/%020llu.seg", "aside/%020llu.seg" };
    char name[SEGMENT_NAME_SIZE + 8];

    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        snprintf(name, sizeof(name), places[i], number);
        int file = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
        if (file >= 0)
            return file;
    }
    return -1;
}

static unsigned char *read_whole(int file, size_t *size)
{
    struct stat status;
    ssize_t got;

    *size = 0;
    if (fstat(file, &status) != 0 || status.st_size <= 0 || status.st_size > (off_t)LARGEST_SEGMENT)
        return NULL;
    unsigned char *data = malloc((size_t)status.st_size);
    while (data != NULL && *size < (size_t)status.st_size && (got = read(file, data + *size, (size_t)status.st_size - *size)) > 0)
        *size += (size_t)got;
    return data;
}

static void read_segment(int file, void (*each)(const unsigned char *, uint32_t, void *), void *argument)
{
    size_t size, at = SEGMENT_HEADER_SIZE, skipped = 0;
    const unsigned char *payload;
    uint32_t payload_size;
    unsigned char *data = read_whole(file, &size);

    if (data != NULL && segment_header_is_right(data, size)) {
        while (frame_next(data, size, &at, &payload, &payload_size, &skipped))
            each(payload, payload_size, argument);
    }
    free(data);
}

bool segments_read(const char *path, void (*each)(const unsigned char *payload, uint32_t size, void *argument), void *argument)
{
    struct numbers numbers = { 0 };
    int folder = folder_open(path);

    if (folder < 0)
        return false;
    list_folder(folder, ".", &numbers);
    list_folder(folder, "done", &numbers);
    list_folder(folder, "aside", &numbers);
    if (numbers.count > 0)
        qsort(numbers.items, numbers.count, sizeof(*numbers.items), compare);
    for (size_t i = 0; i < numbers.count; i++) {
        if (i > 0 && numbers.items[i] == numbers.items[i - 1])
            continue;
        int file = open_segment(folder, numbers.items[i]);
        if (file >= 0) {
            read_segment(file, each, argument);
            close(file);
        }
    }
    free(numbers.items);
    close(folder);
    return true;
}
