/* What nobody should send. */
#include "host.h"

static uint64_t state;

static uint64_t next(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static void start_random(void)
{
    const char *seed = getenv("SLURMBANK_SEED");
    state = seed ? strtoull(seed, NULL, 10) : (uint64_t)time(NULL) * 2654435761u + (uint64_t)getpid();
    state = state ? state : 1;
    fprintf(stderr, "seed %llu\n", (unsigned long long)state);
}

static const char *const pieces[] = {
    "gres:gpu:", "gres/", "gpu", ":", "1", "4000000", "-", ",", "%", "[", "]", "n[1-9]", "|", "=", "K", "T", "1-5:2", "cpu", "plain",
    "\xff\xfe", "\xc3", "\xf0\x9f\x98\x80", "99999999999999999999", "\n", "\t", "license/", "x@y", "a100", "billing=", "mem=1G", "%s%n", "(null)",
};

static sb_text random_text(char *room, size_t size)
{
    size_t length = 0;
    uint64_t kind = next() % 8;
    if (kind < 3) {
        sb_text none = { NULL, kind == 1 && next() % 50 == 0 ? 5u : 0u, 0 };
        return none;
    }
    for (uint64_t count = next() % 12; count > 0; count--) {
        const char *piece = pieces[next() % (sizeof pieces / sizeof *pieces)];
        if (kind == 3 && length < size)
            room[length++] = (char)next();
        else if (length + strlen(piece) < size) {
            memcpy(room + length, piece, strlen(piece));
            length += strlen(piece);
        }
    }
    sb_text text = { room, (uint32_t)length, (uint32_t)next() };
    return text;
}

static uint32_t random_number(void)
{
    static const uint32_t odd[] = { 0, 1, 2, SB_UNSET, SB_INFINITE, 0x7fffffff, 0x80000000, 0xfffe, 0xffff, 0x8001 };
    return next() % 2 ? odd[next() % (sizeof odd / sizeof *odd)] : (uint32_t)(next() >> (next() % 60));
}

static void random_request(sb_request *request, char room[14][256])
{
    SB_REQUEST_INIT(request);
    sb_text *texts = &request->account;
    for (int i = 0; i < 14; i++)
        texts[i] = random_text(room[i], 256);
    uint32_t *numbers = &request->time_limit;
    for (int i = 0; i < 20; i++)
        numbers[i] = next() % 3 ? numbers[i] : random_number();
    request->memory = next() % 2 ? next() >> (next() % 64) : SB_UNSET64;
    if (next() % 200 == 0)
        request->size = random_number();
    if (next() % 200 == 0)
        request->version = random_number();
}

void test_garbage_is_answered_with_a_code(void)
{
    char room[14][256], text[300], more[4][256];
    start_random();
    begin();
    for (int round = 0; round < 300000; round++) {
        sb_request request;
        sb_decision_input input;
        sb_decision decision;
        sb_funds funds;
        sb_quote quote;
        sb_run run;
        sb_cost cost;
        sb_buffer buffer = { next() % 10 ? text : NULL, (uint32_t)(next() % sizeof text), 0 };
        random_request(&request, room);
        SB_INIT(&input);
        SB_INIT(&decision);
        SB_INIT(&funds);
        SB_INIT(&quote);
        SB_INIT(&run);
        SB_INIT(&cost);
        int32_t code = price(&request, 1, &quote);
        CHECK(code <= 0 && code >= SB_E_CURRENCIES && code != SB_E_INTERNAL);
        CHECK(code != SB_OK || (quote.lower >= 0 && quote.lower <= quote.upper && quote.tasks > 0));
        CHECK(memchr(quote.resources, 0, sizeof quote.resources) && memchr(quote.partition, 0, sizeof quote.partition));
        funds.account = random_text(more[0], 256);
        for (int64_t *figure = &funds.granted; figure <= &funds.own_liens; figure++)
            *figure = (int64_t)(next() << (next() % 64));
        funds.flags = random_number();
        input.requests = &request;
        input.count = next() % 20 ? 1 : 0;
        input.flags = random_number();
        input.funds = next() % 5 ? &funds : NULL;
        input.quote = next() % 4 ? NULL : &quote;
        input.snapshot_created = (int64_t)(next() << (next() % 64));
        input.now = (int64_t)(next() << (next() % 64));
        code = decide(&input, &decision, next() % 9 ? &buffer : NULL);
        CHECK(code <= 0 && code >= SB_E_CURRENCIES && code != SB_E_INTERNAL);
        CHECK(decision.action <= SB_REFUSE && decision.lien <= SB_LIEN_OBSERVED);
        CHECK(code != SB_OK || !buffer.data || !buffer.capacity || buffer.length < buffer.capacity);
        run.partition = random_text(more[0], 256);
        run.qos = random_text(more[1], 256);
        run.state = random_text(more[2], 256);
        run.allocated = random_text(more[3], 256);
        run.seconds = (int64_t)(next() << (next() % 64));
        run.suspended = (int64_t)(next() << (next() % 64));
        code = price_run(&run, &cost);
        CHECK(code <= 0 && code >= SB_E_CURRENCIES && code != SB_E_INTERNAL && cost.amount >= 0);
        CHECK(quote_add(&quote, &decision.quote) != SB_E_INTERNAL);
    }
    check_price(11);
}

void test_damaged_loads_change_nothing(void)
{
    uint32_t lengths[3];
    char *texts[3] = { file_of("tariff.txt", &lengths[0]), file_of("facts.txt", &lengths[1]), file_of("bank.toml", &lengths[2]) };
    start_random();
    begin();
    for (int round = 0; round < 20000; round++) {
        uint32_t which = (uint32_t)(next() % 3), length = lengths[which];
        char *copy = malloc(length + 1);
        sb_text none = { NULL, 0, 0 };
        CHECK(copy);
        memcpy(copy, texts[which], length);
        for (uint64_t changes = next() % 4; changes > 0; changes--)
            copy[next() % length] = next() % 2 ? (char)next() : "\t\n0, ="[next() % 6];
        sb_text text = { copy, next() % 4 ? length : (uint32_t)(next() % (length + 1)), 0 };
        int32_t code = load_texts(which == 2 ? text : none, which == 0 ? text : none, which == 1 ? text : none);
        CHECK(code == SB_OK || code == SB_E_INPUT);
        free(copy);
        if (code == SB_OK)
            load_site();
        check_price(2);
    }
}

void test_texts_beyond_the_memory_are_refused(void)
{
    size_t size = 60u << 20;
    char *junk = malloc(size);
    sb_text none = { NULL, 0, 0 };
    CHECK(junk);
    begin();
    memset(junk, 'a', size);
    memcpy(junk, "slurmbank-facts\t1\n", 18);
    for (size_t i = 18; i + 11 <= size; i += 11)
        memcpy(junk + i, "nodes\ta,b,\n", 11);
    sb_text text = { junk, (uint32_t)size, 0 };
    for (int i = 0; i < 2; i++) {
        CHECK(load_texts(none, none, text) < 0);
        CHECK(load_texts(text, none, none) < 0);
        CHECK(load_texts(none, text, none) < 0);
        check_price(12);
    }
    free(junk);
    load_site();
    check_price(13);
}

void test_little_address_space_is_enough(void)
{
    struct rlimit limit = { 600u << 20, 600u << 20 };
    CHECK(setrlimit(RLIMIT_AS, &limit) == 0);
    begin();
    check_price(14);
}

void test_calls_before_a_load_say_so(void)
{
    sb_request request;
    sb_quote quote;
    sb_decision_input input;
    sb_decision decision;
    open_library();
    SB_REQUEST_INIT(&request);
    SB_INIT(&quote);
    SB_INIT(&input);
    SB_INIT(&decision);
    input.requests = &request;
    input.count = 1;
    CHECK(price(&request, 1, &quote) == SB_E_NOT_LOADED);
    CHECK(decide(&input, &decision, NULL) == SB_E_NOT_LOADED);
    sb_text none = { NULL, 0, 0 };
    CHECK(load_texts(sb_text_of("[gate]\npolicy = 'enforce'\nmissing_snapshot = 'refuse'\n"), none, none) == SB_OK);
    CHECK(price(&request, 1, &quote) == SB_E_NO_TARIFF);
    CHECK(decide(&input, &decision, NULL) == SB_OK);
    CHECK(decision.action == SB_REFUSE && decision.outcome == SB_OUTCOME_UNREADABLE && decision.price_code == SB_E_NO_TARIFF);
}
