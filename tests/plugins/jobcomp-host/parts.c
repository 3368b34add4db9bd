/* Checksums, settings, records, and what is no record. */
#include "host.h"

void test_standards(void)
{
    check("the checksum is CRC-32C", crc32c(0, "123456789", 9) == 0xe3069283u);
    check("a checksum of parts is that of the whole", crc32c(crc32c(0, "1234", 4), "56789", 5) == 0xe3069283u);
}

void test_settings(void)
{
    struct settings settings;
    char wrong[SETTING_SIZE];

    settings_read(&settings, "timeout=5,slurmbank_rotate=3,slurmbank_next=jobcomp/filetxt,slurmbank_next_loc=/a/b", wrong);
    check("settings are read among others'", wrong[0] == '\0' && settings.rotate_seconds == 3 && strcmp(settings.next, "filetxt") == 0 && strcmp(settings.next_location, "/a/b") == 0);
    const char *bad[] = { "slurmbank_rotate=0", "slurmbank_rotate", "slurmbank_queue_mb=1x", "slurmbank_next=../evil", "slurmbank_next=slurmbank", "slurmbank_no=1", "slurmbank_spool_mb=99999999999999999999" };
    bool told = true;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        settings_read(&settings, bad[i], wrong);
        told = told && wrong[0] != '\0' && settings.rotate_seconds == 10 && settings.next[0] == '\0';
    }
    check("a setting that is wrong is told and has no effect", told);
}

void test_records(void)
{
    struct record record = { 0 };
    char *large = malloc(200000);

    memset(large, 'y', 199999);
    large[199999] = '\0';
    record_text(&record, FIELD_NAME, large, 1024);
    check("a text for people is cut", !record.failed && record.used == 8 + 1024);
    record_whole_text(&record, FIELD_ACCOUNT, large, 1024);
    check("a text that money depends on is not", record.failed);
    record_release(&record);
    for (int i = 0; i < 300; i++)
        record_text(&record, FIELD_NAME, large, 1024);
    check("a record has an end", record.failed && record.used <= FRAME_PAYLOAD_MAX);
    record_release(&record);
    free(large);
}

static unsigned long long state;

static unsigned next_random(void)
{
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return (unsigned)(state >> 33);
}

/* A reader that goes by the lengths alone. */
static int count_by_lengths(const unsigned char *data, size_t size)
{
    size_t at = SEGMENT_HEADER_SIZE;
    int count = 0;

    while (at + FRAME_HEADER_SIZE <= size && memcmp(data + at, "SBr1", 4) == 0 && get_u32(data + at + 4) <= size - at - FRAME_HEADER_SIZE) {
        at += FRAME_HEADER_SIZE + get_u32(data + at + 4);
        count++;
    }
    return count;
}

static struct seen read_frames(const unsigned char *data, size_t size)
{
    struct seen seen = { .in_order = true };
    size_t at = SEGMENT_HEADER_SIZE, skipped = 0;
    const unsigned char *payload;
    uint32_t payload_size;

    while (frame_next(data, size, &at, &payload, &payload_size, &skipped))
        see(payload, payload_size, &seen);
    seen.in_order = seen.in_order && at == size;
    return seen;
}

/* Cut, turned over, repeated, filled with noise: readers find right records or none, and read nothing outside. */
void test_noise(unsigned long long seed)
{
    size_t size = 0;
    unsigned char *whole = malloc(65536);

    state = seed;
    segment_header(whole, 1, 0x12345678);
    size = SEGMENT_HEADER_SIZE;
    for (int i = 1; i <= 40; i++) {
        struct record record = { 0 };
        number_record(&record, i, (size_t)i);
        frame_header(whole + size, 0x12345678, record.data, (uint32_t)record.used);
        memcpy(whole + size + FRAME_HEADER_SIZE, record.data, record.used);
        size += FRAME_HEADER_SIZE + record.used;
        record_release(&record);
    }
    whole[SEGMENT_HEADER_SIZE + 5] ^= 0x10;
    check("a bit of the first length is turned: a reader that goes by lengths loses all 40", count_by_lengths(whole, size) == 0);
    check("this one loses that record", read_frames(whole, size).count == 39);
    whole[SEGMENT_HEADER_SIZE + 5] ^= 0x10;
    bool right = count_by_lengths(whole, size) == 40;
    for (int round = 0; round < 20000 && right; round++) {
        size_t length = next_random() % 4 == 0 ? SEGMENT_HEADER_SIZE + 1 + next_random() % (size - SEGMENT_HEADER_SIZE - 1) : size;
        unsigned char *copy = malloc(length);
        memcpy(copy, whole, length);
        for (unsigned change = next_random() % 12; change > 0; change--)
            copy[SEGMENT_HEADER_SIZE + next_random() % (length - SEGMENT_HEADER_SIZE)] ^= (unsigned char)(1u << next_random() % 8);
        struct seen seen = read_frames(copy, length);
        right = seen.in_order && seen.count <= 40;
        free(copy);
    }
    for (int round = 0; round < 20000; round++) {
        size_t length = next_random() % 200;
        unsigned char *noise = malloc(length + 1);
        for (size_t i = 0; i < length; i++)
            noise[i] = next_random() % 3 == 0 ? (unsigned char)next_random() : 0;
        struct field field;
        size_t at = 0;
        while (field_next(noise, length, &at, &field))
            right = right && field.data + field.size <= noise + length;
        free(noise);
    }
    char name[80];
    snprintf(name, sizeof(name), "20000 damaged segments and 20000 noisy records (seed %llu)", seed);
    check(name, right);
    free(whole);
}
