#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "gate.h"

static size_t line(char *text, size_t size, size_t at, const char *name, int64_t value)
{
    int length = snprintf(text + at, size - at, "%s %" PRId64 "\n", name, value);
    return length > 0 && (size_t)length < size - at ? at + (size_t)length : at;
}

int gate_counters_text(char *text, size_t size)
{
    const sb_snap_header *head = gate.snapshot ? gate.snapshot->snap.header : NULL;
    size_t at = 0;
    at = line(text, size, at, "time", sbp_now());
#define X(name) at = line(text, size, at, #name, (int64_t)gate.counters.name);
    GATE_COUNTERS(X)
#undef X
    at = line(text, size, at, "liens_counted_by_the_bank", (int64_t)gate.liens.counted);
    at = line(text, size, at, "liens_unseen", (int64_t)gate.liens.expired);
    at = line(text, size, at, "liens_not_kept", (int64_t)gate.liens.dropped);
    at = line(text, size, at, "liens_now", gate.liens.count);
    at = line(text, size, at, "liens_now_units", liens_sum(&gate.liens));
    at = line(text, size, at, "journal_bytes", (int64_t)gate.journal.size);
    at = line(text, size, at, "journal_failures", (int64_t)gate.journal.failures);
    at = line(text, size, at, "journal_bad_lines", (int64_t)gate.journal.bad_lines);
    at = line(text, size, at, "engine_loaded", gate.engine.handle != NULL);
    at = line(text, size, at, "configuration_loaded", gate.settings.generation != 0);
    at = line(text, size, at, "snapshot_created", head ? head->created : 0);
    at = line(text, size, at, "snapshot_accounts", head ? (int64_t)head->accounts.count : 0);
    return (int)at;
}
