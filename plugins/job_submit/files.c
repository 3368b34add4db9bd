/* What the watcher looks at: slurmbank_gate.conf, library, configuration, snapshot, journal, counters. One pass a second. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gate.h"

#define COUNTERS_SECONDS 2
#define CONFIGURATION_MOST (4u << 20)

static void take_settings(void);

static void watch_conf(void)
{
    char path[GATE_PATH], *text = NULL, problem[320] = "";
    gate_conf conf;
    sbp_stamp stamp;
    size_t length;
    int error = sbp_stamp_of(gate_conf_path(path, sizeof path), &stamp);
    if (gate.passes && sbp_same_stamp(&stamp, &gate.conf_stamp))
        return;
    error = sbp_read_file(path, CONFIGURATION_MOST, &text, &length, NULL);
    if (error && error != ENOENT)
        snprintf(problem, sizeof problem, "%.200s: %s", path, strerror(error));
    sbp_note(&gate.conf_state, "slurmbank_gate.conf cannot be read", problem);
    gate.conf_stamp = stamp;
    if (problem[0] && gate.passes)
        return; /* what was said before stays in force */
    gate_conf_read(&conf, text);
    free(text);
    pthread_mutex_lock(&gate.lock);
    gate.conf = conf;
    pthread_mutex_unlock(&gate.lock);
    if (gate.engine.handle && gate.settings.generation)
        take_settings();
}

/* Starts the engine's runtime: never before slurmctld has gone into the background, which is before it loads plugins. */
static void watch_library(void)
{
    char path[GATE_PATH], why[512] = "";
    sbp_engine engine;
    sbp_stamp stamp;
    if (gate.engine.handle)
        return;
    if (gate.conf.library[0])
        snprintf(path, sizeof path, "%s", gate.conf.library);
    else if (!sbp_engine_beside(path, sizeof path))
        return;
    sbp_stamp_of(path, &stamp);
    if (gate.library_state.text[0] && sbp_same_stamp(&stamp, &gate.library_stamp))
        return;
    gate.library_stamp = stamp;
    if (sbp_engine_open(&engine, path, why, sizeof why)) {
        pthread_mutex_lock(&gate.lock);
        gate.engine = engine;
        pthread_mutex_unlock(&gate.lock);
    }
    sbp_note(&gate.library_state, "the engine cannot be loaded", why);
}

static void first_line(char *to, size_t size, const char *from)
{
    sbp_clean(to, size, from, strcspn(from, "\n"));
}

static void setting(const char *name, char *to)
{
    sb_buffer value = { to, GATE_PATH, 0 };
    if (gate.engine.setting(sb_text_of(name), &value) != SB_OK)
        to[0] = '\0';
}

/* Where files lie, as the configuration says and slurmbank_gate.conf does not. */
static void take_settings(void)
{
    sb_settings settings;
    char path[GATE_PATH], beside[GATE_PATH], *slash;
    SB_INIT(&settings);
    if (gate.engine.settings_get(&settings) != SB_OK)
        return;
    setting("gate.snapshot", path);
    if (!path[0]) {
        setting("ledger.snapshot", beside);
        slash = strrchr(beside, '/');
        if (slash)
            snprintf(path, sizeof path, "%.*s/gate.snapshot", (int)(slash - beside < 3900 ? slash - beside : 3900), beside);
    }
    setting("gate.journal", beside);
    pthread_mutex_lock(&gate.lock);
    gate.settings = settings;
    if (!gate.conf.snapshot[0])
        snprintf(gate.conf.snapshot, GATE_PATH, "%s", path);
    if (!gate.conf.journal[0])
        snprintf(gate.conf.journal, GATE_PATH, "%s", beside);
    pthread_mutex_unlock(&gate.lock);
}

static void load_configuration(const char *text, size_t length)
{
    char findings[2048] = "", problem[256] = "";
    sb_buffer message = { findings, sizeof findings, 0 };
    sb_load_input input;
    sb_load_result result;
    int32_t code;
    SB_INIT(&input);
    SB_INIT(&result);
    input.configuration.data = text;
    input.configuration.length = (uint32_t)length;
    input.source_name = sb_text_of(gate.conf.configuration);
    code = gate.engine.load(&input, &result, &message);
    if (code == SB_OK) {
        gate.counters.configurations_read++;
        gate.inputs_loaded = 0;
    } else {
        gate.counters.configurations_rejected++;
        first_line(problem, sizeof problem, findings[0] ? findings : "it cannot be read");
    }
    sbp_note(&gate.configuration_state, gate.settings.generation ? "the new configuration is left out, the one before stays" : "the configuration cannot be used", problem);
}

static void watch_configuration(void)
{
    char *text = NULL, problem[320];
    sbp_stamp stamp;
    size_t length;
    int error = sbp_stamp_of(gate.conf.configuration, &stamp);
    if (!gate.engine.handle || (sbp_same_stamp(&stamp, &gate.configuration_stamp) && (gate.settings.generation || gate.configuration_state.text[0])))
        return;
    error = sbp_read_file(gate.conf.configuration, CONFIGURATION_MOST, &text, &length, &stamp);
    gate.configuration_stamp = stamp;
    if (error) {
        snprintf(problem, sizeof problem, "%.200s: %s", gate.conf.configuration, strerror(error));
        sbp_note(&gate.configuration_state, "the configuration cannot be read", problem);
        sbp_stamp_of(gate.conf.configuration, &gate.configuration_stamp);
        return;
    }
    load_configuration(text, length);
    free(text);
    take_settings();
}

/* Tariff and cluster come with the snapshot. */
static void load_inputs(const gate_snapshot *s)
{
    char findings[1024] = "", problem[256] = "";
    sb_buffer message = { findings, sizeof findings, 0 };
    sb_load_input input;
    sb_load_result result;
    if (!gate.engine.handle || (gate.inputs_loaded && gate.inputs == s->cluster->inputs))
        return;
    SB_INIT(&input);
    SB_INIT(&result);
    if (s->cluster->tariff.length) {
        input.tariff.data = sb_snap_string(&s->snap, s->cluster->tariff);
        input.tariff.length = s->cluster->tariff.length;
    }
    if (s->cluster->facts.length) {
        input.facts.data = sb_snap_string(&s->snap, s->cluster->facts);
        input.facts.length = s->cluster->facts.length;
    }
    if (gate.engine.load(&input, &result, &message) != SB_OK)
        first_line(problem, sizeof problem, findings[0] ? findings : "the engine does not take it");
    sbp_note(&gate.inputs_state, "tariff or cluster of the snapshot cannot be used", problem);
    gate.inputs = s->cluster->inputs;
    gate.inputs_loaded = 1;
}

static void put_snapshot(gate_snapshot *fresh)
{
    gate_snapshot *before;
    if (fresh)
        load_inputs(fresh);
    pthread_mutex_lock(&gate.lock);
    before = gate.snapshot;
    gate.snapshot = fresh;
    journal_hold(&gate.journal);
    if (fresh)
        liens_meet(&gate.liens, &fresh->snap, gate_lien_ended, "counted");
    journal_release(&gate.journal);
    pthread_mutex_unlock(&gate.lock);
    gate_snapshot_free(before);
}

static void watch_snapshot(void)
{
    char why[512] = "";
    gate_snapshot *fresh;
    sbp_stamp stamp;
    if (!gate.conf.snapshot[0])
        return;
    sbp_stamp_of(gate.conf.snapshot, &stamp);
    if (sbp_same_stamp(&stamp, &gate.snapshot_stamp) && (gate.snapshot || gate.snapshot_state.text[0])) {
        if (gate.snapshot)
            load_inputs(gate.snapshot);
        return;
    }
    gate.snapshot_stamp = stamp;
    fresh = gate_snapshot_read(gate.conf.snapshot, NULL, why, sizeof why);
    if (fresh)
        gate.counters.snapshots_read++;
    else
        gate.counters.snapshots_rejected++;
    put_snapshot(fresh);
    sbp_note(&gate.snapshot_state, "there is no usable snapshot", why);
}

static void watch_journal(void)
{
    char problem[320] = "";
    int is_lost;
    if (!gate.conf.journal[0])
        return;
    /* Only this thread opens and closes the file, so no lock is held while a disk may hang. */
    is_lost = gate.journal_is_open && journal_is_lost(&gate.journal);
    pthread_mutex_lock(&gate.lock);
    if (!gate.journal_is_open || gate.journal.file < 0) {
        sbp_make_folder(gate.conf.journal);
        /* Liens that are there already stay: the file's are added to them. */
        journal_open(&gate.journal, gate.conf.journal, &gate.liens);
        gate.journal_is_open = 1;
        if (gate.snapshot)
            liens_meet(&gate.liens, &gate.snapshot->snap, gate_lien_ended, "counted");
    } else if (is_lost || journal_is_large(&gate.journal, &gate.liens)) {
        gate.journal.error = journal_compact(&gate.journal, &gate.liens);
    }
    if (gate.journal.error)
        snprintf(problem, sizeof problem, "%.200s: %s; liens are kept in memory and on the jobs", gate.conf.journal, strerror(gate.journal.error));
    pthread_mutex_unlock(&gate.lock);
    sbp_note(&gate.journal_state, "the journal cannot be written", problem);
}

static void watch_counters(void)
{
    static char text[8192];
    char path[GATE_PATH + 32], problem[320] = "";
    int64_t now = sbp_monotonic();
    int length, error;
    if (!gate.conf.journal[0] || now - gate.counters_written < COUNTERS_SECONDS)
        return;
    gate.counters_written = now;
    pthread_mutex_lock(&gate.lock);
    length = gate_counters_text(text, sizeof text);
    pthread_mutex_unlock(&gate.lock);
    snprintf(path, sizeof path, "%s/gate.counters", gate.conf.journal);
    error = sbp_replace_file(path, text, (size_t)length);
    if (error)
        snprintf(problem, sizeof problem, "%.200s: %s", path, strerror(error));
    sbp_note(&gate.counters_state, "the counters cannot be written", problem);
}

void gate_watch_pass(void)
{
    watch_conf();
    watch_library();
    watch_configuration();
    watch_journal();
    watch_snapshot();
    watch_counters();
}
