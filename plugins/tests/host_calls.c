/* Many calls, and what they cost. */
#include "host.h"

void test_a_million_calls_cost_no_memory(void)
{
    sb_request request;
    sb_funds funds;
    sb_decision_input input;
    sb_decision decision;
    char text[SB_DECISION_TEXT_SIZE];
    sb_buffer buffer = { text, sizeof text, 0 };
    unsigned long long memory = 0, threads = 0;
    begin();
    SB_REQUEST_INIT(&request);
    SB_INIT(&funds);
    SB_INIT(&input);
    SB_INIT(&decision);
    request.partition = sb_text_of("cpu,plain");
    request.tres_per_node = sb_text_of("gres:gpu:1");
    request.array = sb_text_of("1-10%2");
    request.qos = sb_text_of("normal");
    request.memory = UINT64_C(0x8000000000000000) | 2048;
    funds.account = sb_text_of("physics");
    funds.granted = 1000 * SB_UNITS_PER_SU;
    input.requests = &request;
    input.count = 1;
    input.funds = &funds;
    for (uint32_t i = 0; i < 1000000; i++) {
        request.time_limit = 1 + i % 1000;
        request.min_cpus = request.tasks = 1 + i % 64;
        funds.available = i % 2 ? INT64_C(1) << 60 : 1;
        CHECK(decide(&input, &decision, &buffer) == SB_OK);
        CHECK(decision.action == (i % 2 ? SB_ALLOW : SB_REFUSE));
        CHECK((buffer.length > 100) == (decision.action == SB_REFUSE));
        if (i == 10000) {
            memory = status_of("VmRSS", 10);
            threads = status_of("Threads", 10);
        }
    }
    CHECK(status_of("VmRSS", 10) <= memory + 512);
    CHECK(status_of("Threads", 10) == threads);
}

void test_loads_cost_no_memory_in_the_end(void)
{
    unsigned long long memory = 0;
    begin();
    for (int i = 0; i < 3000; i++) {
        load_site();
        check_price(4);
        if (i == 1000)
            memory = status_of("VmRSS", 10);
    }
    CHECK(status_of("VmRSS", 10) <= memory + 8192);
}

/* The site's tariff, and behind it another version, which is three times as dear and in effect from then on. */
static sb_text two_versions(char *room, size_t size, int64_t from)
{
    uint32_t length;
    char *first = file_of("tariff.txt", &length);
    int used = snprintf(room, size, "%.*s", (int)length, first);
    free(first);
    snprintf(room + used, size - (size_t)used,
        "slurmbank-tariff\t1\nversion\t2\neffective-from\t%lld\nkind\tbilling\ncurrency\tSU\npriority-flags\tMAX_TRES\nsuspended\tcharge\nminimum\t0\n"
        "weights\tcpu\tCPU=3.0\nweights\tplain\tCPU=3.0\n", (long long)from);
    return sb_text_of(room);
}

static int64_t cost_at(int64_t start, int32_t expected)
{
    sb_run run;
    sb_cost cost;
    SB_INIT(&run);
    SB_INIT(&cost);
    run.partition = sb_text_of("plain");
    run.state = sb_text_of("COMPLETED");
    run.allocated = sb_text_of("cpu=2,node=1");
    run.seconds = 3600;
    run.start = start;
    CHECK(price_run(&run, &cost) == expected);
    return cost.amount;
}

void test_a_run_is_priced_by_the_version_of_its_start(void)
{
    char room[4096];
    sb_text none = { NULL, 0, 0 };
    begin();
    CHECK(cost_at(0, SB_OK) == 2 * SB_UNITS_PER_SU && cost_at(5000, SB_OK) == 2 * SB_UNITS_PER_SU);
    CHECK(load_texts(none, two_versions(room, sizeof room, 5000), none) == SB_OK);
    CHECK(cost_at(4999, SB_OK) == 2 * SB_UNITS_PER_SU);
    CHECK(cost_at(5000, SB_OK) == 6 * SB_UNITS_PER_SU);
    CHECK(cost_at(0, SB_OK) == 6 * SB_UNITS_PER_SU && price_of(1) == 3 * SB_UNITS_PER_SU);
    CHECK(cost_at(-1, SB_E_NO_TARIFF) == 0);
    load_site();
    CHECK(cost_at(5000, SB_OK) == 2 * SB_UNITS_PER_SU);
}

void test_lists_in_any_order_cost_no_memory(void)
{
    static const char *const arrays[] = { "9,1-5,3-20:2,7%3", "[30-40:5,1-3]%2", "5-9,1-3,2", "1000,1-999:7,500" };
    static const char *const nodes[] = { "n[9,1-3],n2", "b,a[02-04,01]", "zz[10-12]x[3,1]", "c[001-040,7]" };
    sb_request request;
    sb_quote quote;
    unsigned long long memory = 0;
    begin();
    SB_REQUEST_INIT(&request);
    SB_INIT(&quote);
    request.partition = sb_text_of("plain");
    request.time_limit = 60;
    for (uint32_t i = 0; i < 400000; i++) {
        request.array = sb_text_of(arrays[i % 4]);
        request.required_nodes = sb_text_of(nodes[i / 4 % 4]);
        request.excluded_nodes = sb_text_of(nodes[i / 16 % 4]);
        int32_t code = price(&request, 1, &quote);
        CHECK(code == SB_OK);
        if (i == 10000)
            memory = status_of("VmRSS", 10);
    }
    CHECK(status_of("VmRSS", 10) <= memory + 512);
}
