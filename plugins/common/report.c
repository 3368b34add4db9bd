#include "report.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "compat.h"

#define QUIET_SECONDS 300

int64_t sbp_now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_REALTIME, &at);
    return at.tv_sec;
}

int64_t sbp_monotonic_us(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (int64_t)at.tv_sec * 1000000 + at.tv_nsec / 1000;
}

int64_t sbp_monotonic(void)
{
    return sbp_monotonic_us() / 1000000;
}

/* Two threads may both find that it is time: a line too many does no harm. */
static int is_quiet(sbp_place *place, uint64_t *hidden)
{
    int64_t now = sbp_monotonic();
    *hidden = 0;
    if (!place)
        return 0;
    if (now < __atomic_load_n(&place->next, __ATOMIC_RELAXED)) {
        __atomic_fetch_add(&place->hidden, 1, __ATOMIC_RELAXED);
        return 1;
    }
    __atomic_store_n(&place->next, now + QUIET_SECONDS, __ATOMIC_RELAXED);
    *hidden = __atomic_exchange_n(&place->hidden, 0, __ATOMIC_RELAXED);
    return 0;
}

static void write_line(sbp_place *place, int is_error, const char *format, va_list arguments)
{
    char line[1024], more[64] = "";
    uint64_t hidden;
    if (is_quiet(place, &hidden))
        return;
    vsnprintf(line, sizeof line, format, arguments);
    if (hidden)
        snprintf(more, sizeof more, " (and %llu more like it)", (unsigned long long)hidden);
    if (is_error)
        slurm_error("slurmbank: %s%s", line, more);
    else
        slurm_info("slurmbank: %s%s", line, more);
}

void sbp_error(sbp_place *place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    write_line(place, 1, format, arguments);
    va_end(arguments);
}

void sbp_info(sbp_place *place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    write_line(place, 0, format, arguments);
    va_end(arguments);
}

int sbp_note(sbp_state *state, const char *what, const char *problem)
{
    char before[sizeof state->text];
    if (strncmp(state->text, problem, sizeof state->text - 1) == 0)
        return 0;
    memcpy(before, state->text, sizeof before);
    snprintf(state->text, sizeof state->text, "%s", problem);
    if (problem[0])
        sbp_error(NULL, "%s: %s", what, problem);
    else if (before[0])
        sbp_info(NULL, "%s: well again", what);
    return 1;
}

void sbp_clean(char *to, size_t size, const char *from, size_t length)
{
    size_t i;
    if (size == 0)
        return;
    for (i = 0; i < length && i + 1 < size && from && from[i]; i++)
        to[i] = from[i] >= ' ' && from[i] <= '~' ? from[i] : '?';
    to[i] = '\0';
}
