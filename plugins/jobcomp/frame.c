#include "frame.h"

#include <pthread.h>
#include <string.h>

static const unsigned char segment_magic[8] = { 'S', 'B', 'S', 'P', 'O', 'O', 'L', '1' };
static const unsigned char frame_magic[4] = { 'S', 'B', 'r', '1' };

static uint32_t table[256];
static pthread_once_t table_once = PTHREAD_ONCE_INIT;

/* The polynomial of iSCSI and ext4, reflected. */
static void fill_table(void)
{
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t value = i;
        for (int bit = 0; bit < 8; bit++)
            value = value & 1 ? value >> 1 ^ 0x82f63b78u : value >> 1;
        table[i] = value;
    }
}

uint32_t crc32c(uint32_t crc, const void *data, size_t size)
{
    const unsigned char *at = data;

    pthread_once(&table_once, fill_table);
    crc = ~crc;
    while (size--)
        crc = table[(crc ^ *at++) & 0xff] ^ crc >> 8;
    return ~crc;
}

void segment_header(unsigned char header[SEGMENT_HEADER_SIZE], uint64_t created_us, uint32_t salt)
{
    memcpy(header, segment_magic, sizeof(segment_magic));
    put_u32(header + 8, SEGMENT_VERSION);
    put_u32(header + 12, SEGMENT_HEADER_SIZE);
    put_u64(header + 16, created_us);
    put_u32(header + 24, salt);
    put_u32(header + 28, crc32c(0, header, 28));
}

bool segment_header_is_right(const unsigned char *data, size_t size)
{
    return size >= SEGMENT_HEADER_SIZE && memcmp(data, segment_magic, sizeof(segment_magic)) == 0 &&
           get_u32(data + 8) == SEGMENT_VERSION && get_u32(data + 12) == SEGMENT_HEADER_SIZE &&
           get_u32(data + 28) == crc32c(0, data, 28);
}

uint32_t segment_salt(const unsigned char *header)
{
    return get_u32(header + 24);
}

/* `frame` has its length already. */
static uint32_t frame_checksum(const unsigned char *frame, uint32_t salt, const unsigned char *payload, uint32_t size)
{
    unsigned char bytes[4];

    put_u32(bytes, salt);
    return crc32c(crc32c(crc32c(0, bytes, sizeof(bytes)), frame + 4, 4), payload, size);
}

void frame_header(unsigned char header[FRAME_HEADER_SIZE], uint32_t salt, const unsigned char *payload, uint32_t size)
{
    memcpy(header, frame_magic, sizeof(frame_magic));
    put_u32(header + 4, size);
    put_u32(header + 8, frame_checksum(header, salt, payload, size));
}

static bool frame_is_right(const unsigned char *data, size_t size, uint32_t salt, uint32_t *payload_size)
{
    if (size < FRAME_HEADER_SIZE || memcmp(data, frame_magic, sizeof(frame_magic)) != 0)
        return false;
    *payload_size = get_u32(data + 4);
    if (*payload_size > FRAME_PAYLOAD_MAX || *payload_size > size - FRAME_HEADER_SIZE)
        return false;
    return get_u32(data + 8) == frame_checksum(data, salt, data + FRAME_HEADER_SIZE, *payload_size);
}

bool frame_next(const unsigned char *data, size_t size, size_t *at, const unsigned char **payload, uint32_t *payload_size, size_t *skipped)
{
    size_t start = *at;

    while (*at < size) {
        if (frame_is_right(data + *at, size - *at, segment_salt(data), payload_size)) {
            *skipped += *at - start;
            *payload = data + *at + FRAME_HEADER_SIZE;
            *at += FRAME_HEADER_SIZE + *payload_size;
            return true;
        }
        const unsigned char *next = memchr(data + *at + 1, frame_magic[0], size - *at - 1);
        *at = next == NULL ? size : (size_t)(next - data);
    }
    *skipped += size - start;
    return false;
}
