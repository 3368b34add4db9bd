/*
 * frame.h - the layout of a spool segment: a header, then frames, each with a length and a checksum. Numbers are little-endian.
 *
 *   segment   "SBSPOOL1", u32 version, u32 size of the header, u64 created (microseconds since 1970 UTC), u32 salt, u32 CRC-32C of the 28 bytes before
 *   frame     "SBr1", u32 length of the payload, u32 CRC-32C of salt, length and payload, payload
 *
 * Nothing a user writes is ever a delimiter here: every text has a length. A reader that meets damage looks for the next frame whose
 * checksum is right, so one bad record costs one record. The salt is drawn for each segment: a text that looks like a frame is none.
 */
#ifndef SLURMBANK_JOBCOMP_FRAME_H
#define SLURMBANK_JOBCOMP_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SEGMENT_VERSION 1u
#define SEGMENT_HEADER_SIZE 32u
#define FRAME_HEADER_SIZE 12u
/* A record is some hundred bytes; what is longer than this is no record. */
#define FRAME_PAYLOAD_MAX (128u * 1024u)

uint32_t crc32c(uint32_t crc, const void *data, size_t size);

static inline void put_u32(unsigned char *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (unsigned char)(value >> (8 * i));
}

static inline void put_u64(unsigned char *at, uint64_t value)
{
    for (int i = 0; i < 8; i++)
        at[i] = (unsigned char)(value >> (8 * i));
}

static inline uint32_t get_u32(const unsigned char *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static inline uint64_t get_u64(const unsigned char *at)
{
    return (uint64_t)get_u32(at) | (uint64_t)get_u32(at + 4) << 32;
}

void segment_header(unsigned char header[SEGMENT_HEADER_SIZE], uint64_t created_us, uint32_t salt);
uint32_t segment_salt(const unsigned char *header);
bool segment_header_is_right(const unsigned char *data, size_t size);

/* Writes the header that goes before a payload. */
void frame_header(unsigned char header[FRAME_HEADER_SIZE], uint32_t salt, const unsigned char *payload, uint32_t size);

/*
 * The next right frame of a whole segment at or after *at, which is moved behind it. Answers false where there is none; then *at is the size. *skipped counts
 * the bytes that were no frame.
 */
bool frame_next(const unsigned char *data, size_t size, size_t *at, const unsigned char **payload, uint32_t *payload_size, size_t *skipped);

#endif
