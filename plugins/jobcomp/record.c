#include "record.h"

#include <stdlib.h>
#include <string.h>

#include "frame.h"

#define FIELD_HEADER 8u

/* Room for one more field; NULL where there is none. */
static unsigned char *field_add(struct record *record, enum record_field field, size_t size)
{
    size_t needed = record->used + FIELD_HEADER + size;

    if (record->failed || needed > FRAME_PAYLOAD_MAX) {
        record->failed = true;
        return NULL;
    }
    if (needed > record->size) {
        size_t larger = needed < 512 ? 1024 : needed * 2;
        unsigned char *data = realloc(record->data, larger);
        if (data == NULL) {
            record->failed = true;
            return NULL;
        }
        record->data = data;
        record->size = larger;
    }
    unsigned char *at = record->data + record->used;
    put_u32(at, (uint32_t)field);
    put_u32(at + 4, (uint32_t)size);
    record->used = needed;
    return at + FIELD_HEADER;
}

void record_number(struct record *record, enum record_field field, int64_t value)
{
    unsigned char *at = field_add(record, field, 8);

    if (at != NULL)
        put_u64(at, (uint64_t)value);
}

void record_text(struct record *record, enum record_field field, const char *text, size_t longest)
{
    size_t size = text == NULL ? 0 : strnlen(text, longest);

    if (size == 0)
        return;
    unsigned char *at = field_add(record, field, size);
    if (at != NULL)
        memcpy(at, text, size);
}

void record_whole_text(struct record *record, enum record_field field, const char *text, size_t longest)
{
    if (text != NULL && strnlen(text, longest + 1) > longest)
        record->failed = true;
    else
        record_text(record, field, text, longest);
}

void record_release(struct record *record)
{
    free(record->data);
    memset(record, 0, sizeof(*record));
}

bool field_next(const unsigned char *data, size_t size, size_t *at, struct field *field)
{
    if (*at > size || size - *at < FIELD_HEADER)
        return false;
    uint32_t number = get_u32(data + *at), length = get_u32(data + *at + 4);
    if (number > UINT16_MAX || length > size - *at - FIELD_HEADER)
        return false;
    field->number = (uint16_t)number;
    field->data = data + *at + FIELD_HEADER;
    field->size = length;
    *at += FIELD_HEADER + length;
    return true;
}
