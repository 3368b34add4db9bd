/* job_submit/slurmbank: the gate of the bank in slurmctld. See docs/plugins.md. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "../common/compat.h"
#include "decide.h"
#include "request.h"

SBP_EXPORT const char plugin_name[] = "SlurmBank: asks the bank before a job is accepted";
SBP_EXPORT const char plugin_type[] = "job_submit/slurmbank";
SBP_EXPORT const uint32_t plugin_version = SLURM_VERSION_NUMBER;

SBP_EXPORT int init(void);
SBP_EXPORT int fini(void);
SBP_EXPORT int job_submit(job_desc_msg_t *job, uint32_t uid, char **err_msg);
#if SBP_MODIFY_HAS_TEXT
SBP_EXPORT int job_modify(job_desc_msg_t *job, struct job_record *record, uint32_t uid, char **err_msg);
#else
SBP_EXPORT int job_modify(job_desc_msg_t *job, struct job_record *record, uint32_t uid);
#endif

/* Never fails: a bank that cannot work is no reason for a cluster that does not. */
int init(void)
{
    gate_start();
    sbp_info(NULL, "job_submit/slurmbank for Slurm %d.%02d.%d; %s", SLURM_VERSION_MAJOR(SLURM_VERSION_NUMBER), SLURM_VERSION_MINOR(SLURM_VERSION_NUMBER), SLURM_VERSION_MICRO(SLURM_VERSION_NUMBER),
        gate.conf.is_off ? "switched off in slurmbank_gate.conf" : gate.snapshot && gate.settings.generation ? "ready" : "not ready yet, see above");
    return SLURM_SUCCESS;
}

int fini(void)
{
    gate_stop();
    return SLURM_SUCCESS;
}

static void count_time(int64_t began)
{
    uint64_t took = (uint64_t)(sbp_monotonic_us() - began);
    gate.counters.microseconds += took;
    if (took > gate.counters.microseconds_longest)
        gate.counters.microseconds_longest = took;
}

int job_submit(job_desc_msg_t *job, uint32_t uid, char **err_msg)
{
    int64_t began = sbp_monotonic_us();
    int is_quote = gate_request_is_quote(job), code = SLURM_SUCCESS;
    gate_text text;
    text.text[0] = '\0';
    text.length = 0;
    text.is_private = 0;
    if (gate_enter()) {
        if (!gate.conf.is_off) {
            gate_look_after_liens(sbp_now());
            code = gate_submit(job, uid, &text);
        } else if (is_quote) {
            code = gate_no_quote(&text);
        }
        count_time(began);
        gate_leave();
    } else if (is_quote) {
        code = gate_no_quote(&text);
    }
    if (text.text[0] && err_msg && !*err_msg)
        *err_msg = slurm_xstrdup(text.text);
    return code;
}

/* 22.05 has no way to tell the user why: the log has it, and has it still where the user reads it too. */
static void tell_log(const job_desc_msg_t *job, uint32_t uid, const char *text)
{
    char line[SB_DECISION_TEXT_SIZE];
    size_t i;
    for (i = 0; text[i] && i + 1 < sizeof line; i++)
        line[i] = text[i] == '\n' ? ';' : text[i];
    line[i] = '\0';
    sbp_clean(line, sizeof line, line, i);
    sbp_info(NULL, "a change of job %" PRIu32 " by uid %" PRIu32 " is refused: %s", SBP_JOB_ID(job), uid, line);
}

#if SBP_MODIFY_HAS_TEXT
int job_modify(job_desc_msg_t *job, struct job_record *record, uint32_t uid, char **err_msg)
#else
int job_modify(job_desc_msg_t *job, struct job_record *record, uint32_t uid)
#endif
{
    int64_t began = sbp_monotonic_us();
    gate_text text;
    int code = SLURM_SUCCESS;
    text.text[0] = '\0';
    text.length = 0;
    text.is_private = 0;
    if (!gate_enter())
        return SLURM_SUCCESS;
    if (!gate.conf.is_off) {
        gate_look_after_liens(sbp_now());
        code = gate_change(job, record, uid, &text);
    }
    count_time(began);
    gate_leave();
    if (code != SLURM_SUCCESS)
        tell_log(job, uid, text.text);
#if SBP_MODIFY_HAS_TEXT
    if (text.text[0] && !text.is_private && err_msg && !*err_msg)
        *err_msg = slurm_xstrdup(text.text);
#endif
    return code;
}
