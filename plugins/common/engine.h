/* engine.h - finds libslurmbank.so and its functions, when they are first needed. */
#ifndef SLURMBANK_ENGINE_H
#define SLURMBANK_ENGINE_H

#include <stddef.h>
#include <stdint.h>

#include "../include/slurmbank.h"

typedef struct {
    void *handle; /* NULL: not loaded */
    sb_abi_version_fn abi_version;
    sb_version_fn version;
    sb_load_fn load;
    sb_settings_get_fn settings_get;
    sb_setting_fn setting;
    sb_price_fn price;
    sb_quote_add_fn quote_add;
    sb_price_run_fn price_run;
    sb_decide_fn decide;
} sbp_engine;

/* The path of libslurmbank.so beside the object that this code is in. Returns 0 where that is not known. */
int sbp_engine_beside(char *path, size_t size);

/* Loads the library for good. Returns 1, or 0 and in `why` a text for the administrator. Starts the engine's runtime: see slurmbank.h. */
int sbp_engine_open(sbp_engine *engine, const char *path, char *why, size_t size);

#endif
