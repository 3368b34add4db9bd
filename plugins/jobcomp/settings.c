#include "settings.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PREFIX "slurmbank_"

static bool number_in(const char *text, long least, long most, long *value)
{
    char *end;

    errno = 0;
    long number = strtol(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || number < least || number > most)
        return false;
    *value = number;
    return true;
}

/* A name that goes into a file's name: nothing in it may lead elsewhere. */
static bool is_plugin_name(const char *text)
{
    return text[0] != '\0' && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(text) && strlen(text) < sizeof(((struct settings *)0)->next) &&
           strcmp(text, "slurmbank") != 0 && strcmp(text, "none") != 0;
}

static bool apply(struct settings *settings, const char *key, const char *value)
{
    long number;

    if (strcmp(key, "rotate") == 0 && number_in(value, 1, 3600, &number)) {
        settings->rotate_seconds = (int)number;
    } else if (strcmp(key, "queue_mb") == 0 && number_in(value, 1, 1024, &number)) {
        settings->queue_bytes = (size_t)number << 20;
    } else if (strcmp(key, "spool_mb") == 0 && number_in(value, 1, 1048576, &number)) {
        settings->spool_bytes = (size_t)number << 20;
    } else if (strcmp(key, "next") == 0) {
        if (strncmp(value, "jobcomp/", 8) == 0)
            value += 8;
        if (!is_plugin_name(value))
            return false;
        snprintf(settings->next, sizeof(settings->next), "%s", value);
    } else if (strcmp(key, "next_loc") == 0 && strlen(value) < sizeof(settings->next_location)) {
        snprintf(settings->next_location, sizeof(settings->next_location), "%s", value);
    } else {
        return false;
    }
    return true;
}

void settings_read(struct settings *settings, const char *parameters, char wrong[SETTING_SIZE])
{
    *settings = (struct settings){ .rotate_seconds = 10, .queue_bytes = 32u << 20, .spool_bytes = (size_t)1024 << 20 };
    wrong[0] = '\0';
    while (parameters != NULL && *parameters != '\0') {
        char word[SETTING_SIZE + 32];
        size_t size = strcspn(parameters, ",");
        snprintf(word, sizeof(word), "%.*s", (int)(size < sizeof(word) ? size : sizeof(word) - 1), parameters);
        parameters += size + (parameters[size] == ',');
        if (strncmp(word, PREFIX, strlen(PREFIX)) != 0)
            continue;
        char *value = strchr(word, '=');
        if (value != NULL)
            *value++ = '\0';
        if ((value == NULL || !apply(settings, word + strlen(PREFIX), value)) && wrong[0] == '\0')
            snprintf(wrong, SETTING_SIZE, "%.200s%s%.200s", word, value == NULL ? "" : "=", value == NULL ? "" : value);
    }
}
