/* files.h - whole files, in and out. */
#ifndef SLURMBANK_FILES_H
#define SLURMBANK_FILES_H

#include <stddef.h>
#include <stdint.h>

/* Which file it was, and as it was: another one, or a changed one, has another stamp. All zero is none. */
typedef struct {
    uint64_t device, inode, size;
    int64_t seconds, nanoseconds;
} sbp_stamp;

/* The stamp of a file now. Returns 0, or an errno; then the stamp is all zero. */
int sbp_stamp_of(const char *path, sbp_stamp *stamp);
int sbp_same_stamp(const sbp_stamp *a, const sbp_stamp *b);

/* Reads a regular file of at most `limit` bytes; *data is from malloc, aligned for anything, and ends with a zero beyond *length.
   Returns 0, or an errno (EFBIG too large, EINVAL no regular file, EAGAIN changed while it was read). stamp NULL takes none. */
int sbp_read_file(const char *path, size_t limit, char **data, size_t *length, sbp_stamp *stamp);

/* Writes a file beside its place and renames it. No fsync: what it is used for can be lost. Returns 0, or an errno. */
int sbp_replace_file(const char *path, const char *data, size_t length);

/* Makes a folder where there is none (one level). Returns 0, or an errno. */
int sbp_make_folder(const char *path);

#endif
