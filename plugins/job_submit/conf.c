/* slurmbank_gate.conf: what has to be known before there is an engine that can read bank-config.toml. Every line may be missing, and the file too. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "gate.h"

#define CONF_DEFAULT "/etc/slurm/slurmbank_gate.conf"
#define CONFIGURATION_DEFAULT "/etc/slurm/bank-config.toml"

const char *gate_conf_path(char *path, size_t size)
{
    const char *named = getenv("SLURMBANK_GATE_CONF"), *slurm = getenv("SLURM_CONF"), *slash;
    if (named && named[0])
        snprintf(path, size, "%s", named);
    else if (slurm && (slash = strrchr(slurm, '/')))
        snprintf(path, size, "%.*s/slurmbank_gate.conf", (int)(slash - slurm), slurm);
    else
        snprintf(path, size, "%s", CONF_DEFAULT);
    return path;
}

static char *trim(char *text)
{
    char *end;
    text += strspn(text, " \t\r");
    end = text + strlen(text);
    while (end > text && strchr(" \t\r", end[-1]))
        end--;
    *end = '\0';
    return text;
}

static int choice(const char *name, const char *value, const char *yes, const char *no, int before)
{
    static sbp_place place;
    char shown[64];
    if (strcasecmp(value, yes) == 0)
        return 1;
    if (strcasecmp(value, no) == 0)
        return 0;
    sbp_clean(shown, sizeof shown, value, strlen(value));
    sbp_error(&place, "slurmbank_gate.conf: %s is %s or %s, not '%s': it is left out", name, yes, no, shown);
    return before;
}

static void path_value(char *to, const char *name, const char *value)
{
    static sbp_place place;
    if (value[0] == '/' && strlen(value) < GATE_PATH)
        snprintf(to, GATE_PATH, "%s", value);
    else
        sbp_error(&place, "slurmbank_gate.conf: %s wants an absolute path: it is left out", name);
}

static void seconds_value(int *to, const char *value)
{
    static sbp_place place;
    char *end;
    long number = strtol(value, &end, 10);
    if (*end == '\0' && end != value && number >= 1 && number <= 3600)
        *to = (int)number;
    else
        sbp_error(&place, "slurmbank_gate.conf: UnseenSeconds is a number from 1 to 3600: it is left out");
}

static void read_line(gate_conf *conf, char *line)
{
    static sbp_place place;
    char *equals = strchr(line, '='), *name, *value, shown[64];
    line = trim(line);
    if (line[0] == '\0' || line[0] == '#')
        return;
    if (equals)
        *equals = '\0';
    name = trim(line);
    value = equals ? trim(equals + 1) : line + strlen(line);
    if (strcasecmp(name, "Configuration") == 0)
        path_value(conf->configuration, name, value);
    else if (strcasecmp(name, "Library") == 0)
        path_value(conf->library, name, value);
    else if (strcasecmp(name, "Snapshot") == 0)
        path_value(conf->snapshot, name, value);
    else if (strcasecmp(name, "Journal") == 0)
        path_value(conf->journal, name, value);
    else if (strcasecmp(name, "UnseenSeconds") == 0)
        seconds_value(&conf->unseen_seconds, value);
    else if (strcasecmp(name, "Gate") == 0)
        conf->is_off = !choice(name, value, "on", "off", !conf->is_off);
    else if (strcasecmp(name, "OnFailure") == 0)
        conf->refuse = choice(name, value, "refuse", "allow", conf->refuse);
    else if (strcasecmp(name, "AdminComment") == 0)
        conf->admin_comment = choice(name, value, "yes", "no", conf->admin_comment);
    else {
        sbp_clean(shown, sizeof shown, name, strlen(name));
        sbp_error(&place, "slurmbank_gate.conf: there is no setting '%s': it is left out", shown);
    }
}

void gate_conf_read(gate_conf *conf, const char *text)
{
    const char *configuration = getenv("SLURMBANK_CONFIG");
    char *copy = strdup(text ? text : ""), *at = copy, *line;
    memset(conf, 0, sizeof *conf);
    conf->admin_comment = -1;
    conf->unseen_seconds = LIEN_UNSEEN_SECONDS;
    snprintf(conf->configuration, GATE_PATH, "%s", configuration && configuration[0] ? configuration : CONFIGURATION_DEFAULT);
    while (copy && (line = strsep(&at, "\n")))
        read_line(conf, line);
    free(copy);
}
