/*
 * change-record.c SEGMENT MARK FROM TO right|wrong: changes the first text FROM in the first record of a segment that has the text MARK too into TO, of
 * the same length, with the checksum of the changed record or with the one that was there. With frame.c of the plugin.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "frame.h"

static unsigned char data[1 << 20];

static int change(unsigned char *payload, uint32_t size, char **texts, int right)
{
    unsigned char *at = memmem(payload, size, texts[1], strlen(texts[1]));
    if (!at || !memmem(payload, size, texts[0], strlen(texts[0])))
        return 0;
    memcpy(at, texts[2], strlen(texts[2]));
    if (right)
        frame_header(payload - FRAME_HEADER_SIZE, segment_salt(data), payload, size);
    return 1;
}

int main(int count, char **arguments)
{
    const unsigned char *payload;
    size_t at = SEGMENT_HEADER_SIZE, size, skipped = 0;
    uint32_t length;
    FILE *file;
    if (count != 6 || strlen(arguments[3]) != strlen(arguments[4]) || !(file = fopen(arguments[1], "r+")))
        return 2;
    size = fread(data, 1, sizeof data, file);
    while (segment_header_is_right(data, size) && frame_next(data, size, &at, &payload, &length, &skipped)) {
        if (!change(data + (payload - data), length, arguments + 2, strcmp(arguments[5], "right") == 0))
            continue;
        rewind(file);
        return fwrite(data, 1, size, file) == size && fclose(file) == 0 ? 0 : 1;
    }
    return 1;
}
