#include "config.h"

#include "slurm_version.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "src/common/list.h"
#include "src/common/slurm_protocol_defs.h"
#include "src/common/slurm_xlator.h"

#include "filter.h"
#include "frame.h"

bool run_read(struct run *run, const unsigned char *payload, uint32_t size)
{
    struct field field;
    size_t at = 0;

    memset(run, 0, sizeof(*run));
    while (field_next(payload, size, &at, &field)) {
        if (field.number <= FIELD_LOST_LAST)
            run->fields[field.number] = field;
    }
    return at == size && run_number(run, FIELD_KIND, 0) == KIND_RUN;
}

int64_t run_number(const struct run *run, enum record_field field, int64_t otherwise)
{
    const struct field *found = &run->fields[field];

    return found->data != NULL && found->size == 8 ? (int64_t)get_u64(found->data) : otherwise;
}

static bool has_text(const struct run *run, enum record_field field, const char *text)
{
    const struct field *found = &run->fields[field];

    return found->size == strlen(text) && (found->size == 0 || strncasecmp((const char *)found->data, text, found->size) == 0);
}

static bool any_text(struct xlist *wanted, const struct run *run, enum record_field field)
{
    if (wanted == NULL || list_count(wanted) == 0)
        return true;
    struct listIterator *each = list_iterator_create(wanted);
    bool found = false;
    char *text;
    while (!found && (text = list_next(each)) != NULL)
        found = has_text(run, field, text);
    list_iterator_destroy(each);
    return found;
}

static bool any_number(struct xlist *wanted, int64_t number)
{
    if (wanted == NULL || list_count(wanted) == 0)
        return true;
    struct listIterator *each = list_iterator_create(wanted);
    bool found = false;
    char *text;
    while (!found && (text = list_next(each)) != NULL)
        found = strtoll(text, NULL, 10) == number;
    list_iterator_destroy(each);
    return found;
}

/* States are asked for by number. */
static bool any_state(struct xlist *wanted, const struct run *run)
{
    if (wanted == NULL || list_count(wanted) == 0)
        return true;
    struct listIterator *each = list_iterator_create(wanted);
    bool found = false;
    char *text;
    while (!found && (text = list_next(each)) != NULL)
        found = has_text(run, FIELD_STATE, job_state_string((uint32_t)strtoul(text, NULL, 10)));
    list_iterator_destroy(each);
    return found;
}

/* 12, 12_3 and 12+1; 12 alone means its tasks and components too. */
static bool is_job(const slurm_selected_step_t *wanted, const struct run *run)
{
    int64_t id = wanted->step_id.job_id;

    if (wanted->array_task_id != NO_VAL)
        return run_number(run, FIELD_ARRAY_JOB, -1) == id && run_number(run, FIELD_ARRAY_TASK, -1) == wanted->array_task_id;
    if (wanted->het_job_offset != NO_VAL)
        return run_number(run, FIELD_HET_JOB, -1) == id && run_number(run, FIELD_HET_OFFSET, -1) == wanted->het_job_offset;
    return run_number(run, FIELD_JOB_ID, -1) == id || run_number(run, FIELD_ARRAY_JOB, -1) == id || run_number(run, FIELD_HET_JOB, -1) == id;
}

static bool any_job(struct xlist *wanted, const struct run *run)
{
    if (wanted == NULL || list_count(wanted) == 0)
        return true;
    struct listIterator *each = list_iterator_create(wanted);
    bool found = false;
    slurm_selected_step_t *step;
    while (!found && (step = list_next(each)) != NULL)
        found = is_job(step, run);
    list_iterator_destroy(each);
    return found;
}

static bool in_time(const slurmdb_job_cond_t *condition, const struct run *run)
{
    int64_t end = run_number(run, FIELD_END, 0), start = run_number(run, FIELD_START, end);

    return (condition->usage_start == 0 || end >= condition->usage_start) && (condition->usage_end == 0 || start <= condition->usage_end);
}

static bool in_nodes(const slurmdb_job_cond_t *condition, const struct run *run)
{
    int64_t nodes = run_number(run, FIELD_NODE_COUNT, 0);

    return (condition->nodes_min == 0 || nodes >= condition->nodes_min) && (condition->nodes_max == 0 || nodes <= condition->nodes_max);
}

bool filter_takes(const slurmdb_job_cond_t *condition, const struct run *run)
{
    return condition == NULL ||
           (any_job(condition->step_list, run) && in_time(condition, run) && in_nodes(condition, run) && any_state(condition->state_list, run) &&
            any_number(condition->userid_list, run_number(run, FIELD_UID, -1)) && any_number(condition->groupid_list, run_number(run, FIELD_GID, -1)) &&
            any_text(condition->acct_list, run, FIELD_ACCOUNT) && any_text(condition->partition_list, run, FIELD_PARTITION) &&
            any_text(condition->jobname_list, run, FIELD_NAME) && any_text(condition->cluster_list, run, FIELD_CLUSTER));
}
