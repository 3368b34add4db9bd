/*
 * A host of libslurmbank.so, as slurmctld is one. `host LIBRARY DIRECTORY TEST` runs one test in a fresh process and ends with 0 where it
 * holds; DIRECTORY holds tariff.txt and facts.txt. `host list` names the tests. tests/test-native.sh runs them.
 */
#include "host.h"

const char *library, *directory;
void *handle;
sb_abi_version_fn abi;
sb_load_fn load;
sb_price_fn price;
sb_price_run_fn price_run;
sb_decide_fn decide;
sb_setting_fn setting;
sb_quote_add_fn quote_add;

/* ---- what the kernel says of this process */

unsigned long long status_of(const char *name, int base)
{
    char line[512];
    unsigned long long value = 0;
    FILE *file = fopen("/proc/self/status", "r");
    size_t length = strlen(name);
    CHECK(file);
    while (fgets(line, sizeof line, file))
        if (strncmp(line, name, length) == 0 && line[length] == ':')
            value = strtoull(line + length + 1, NULL, base);
    fclose(file);
    return value;
}

int is_mapped(void)
{
    char line[1024];
    int found = 0;
    FILE *file = fopen("/proc/self/maps", "r");
    CHECK(file);
    while (fgets(line, sizeof line, file))
        found |= strstr(line, "libslurmbank.so") != NULL;
    fclose(file);
    return found;
}

char *file_of(const char *name, uint32_t *length)
{
    char path[4096];
    char *text = malloc(1 << 20);
    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *file = fopen(path, "rb");
    CHECK(file && text);
    *length = (uint32_t)fread(text, 1, 1 << 20, file);
    fclose(file);
    return text;
}

/* ---- the library */

void open_library(void)
{
    handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (!handle)
        fprintf(stderr, "%s\n", dlerror());
    CHECK(handle);
    abi = (sb_abi_version_fn)dlsym(handle, "sb_abi_version");
    load = (sb_load_fn)dlsym(handle, "sb_load");
    price = (sb_price_fn)dlsym(handle, "sb_price");
    price_run = (sb_price_run_fn)dlsym(handle, "sb_price_run");
    decide = (sb_decide_fn)dlsym(handle, "sb_decide");
    setting = (sb_setting_fn)dlsym(handle, "sb_setting");
    quote_add = (sb_quote_add_fn)dlsym(handle, "sb_quote_add");
    CHECK(abi && load && price && price_run && decide && setting && quote_add);
}

int32_t load_texts(sb_text configuration, sb_text tariff, sb_text facts)
{
    sb_load_input input;
    sb_load_result result;
    char text[512];
    sb_buffer message = { text, sizeof text, 0 };
    SB_INIT(&input);
    SB_INIT(&result);
    input.configuration = configuration;
    input.tariff = tariff;
    input.facts = facts;
    return load(&input, &result, &message);
}

void load_site(void)
{
    sb_text tariff = { 0 }, facts = { 0 };
    tariff.data = file_of("tariff.txt", &tariff.length);
    facts.data = file_of("facts.txt", &facts.length);
    CHECK(load_texts(sb_text_of("[gate]\npolicy = 'enforce'\n"), tariff, facts) == SB_OK);
    free((char *)tariff.data);
    free((char *)facts.data);
}

int64_t price_of(uint32_t cpus)
{
    sb_request request;
    sb_quote quote;
    SB_REQUEST_INIT(&request);
    SB_INIT(&quote);
    request.partition = sb_text_of("plain");
    request.time_limit = 60;
    request.min_cpus = request.tasks = cpus;
    int32_t code = price(&request, 1, &quote);
    CHECK(code == SB_OK && quote.lower == quote.upper);
    return quote.upper;
}

void check_price(uint32_t cpus)
{
    CHECK(price_of(cpus) == cpus * SB_UNITS_PER_SU);
}

void begin(void)
{
    open_library();
    CHECK(abi() == (int32_t)SB_VERSION);
    load_site();
}

static const struct {
    const char *name;
    void (*run)(void);
} tests[] = {
#define TEST(name) { #name, test_##name }
    TEST(opening_starts_nothing), TEST(first_call_starts_one_thread_and_three_handlers), TEST(signals_of_the_host_still_arrive),
    TEST(crash_of_the_host_is_still_a_crash), TEST(unloading_does_not_unload), TEST(fork_before_the_first_call),
    TEST(fork_and_exec_while_others_call), TEST(threads_that_come_and_go), TEST(exit_while_others_call), TEST(a_million_calls_cost_no_memory),
    TEST(loads_cost_no_memory_in_the_end), TEST(garbage_is_answered_with_a_code), TEST(damaged_loads_change_nothing),
    TEST(texts_beyond_the_memory_are_refused), TEST(little_address_space_is_enough), TEST(calls_before_a_load_say_so),
    TEST(a_run_is_priced_by_the_version_of_its_start), TEST(lists_in_any_order_cost_no_memory),
};

int main(int count, char **words)
{
    size_t i;
    if (count == 2 && strcmp(words[1], "list") == 0) {
        for (i = 0; i < sizeof tests / sizeof *tests; i++)
            puts(tests[i].name);
        return 0;
    }
    if (count != 4)
        return 2;
    library = words[1];
    directory = words[2];
    for (i = 0; i < sizeof tests / sizeof *tests; i++) {
        if (strcmp(tests[i].name, words[3]) == 0) {
            tests[i].run();
            return 0;
        }
    }
    return 2;
}
