/* What slurmctld gives the gate: records, a log, who is who. */
#include "harness.h"

int failures;
__thread uint64_t state;
pthread_rwlock_t records_lock = PTHREAD_RWLOCK_INITIALIZER;
struct job_record records[RECORDS];

uint32_t draw(uint32_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return below ? (uint32_t)(state >> 11) % below : 0;
}

char *slurm_xstrdup(const char *text) { return text ? strdup(text) : NULL; }
void slurm_xfree(void **item) { free(*item); *item = NULL; }
static void log_line(const char *format, va_list arguments)
{
    char line[2048];
    size_t i;
    vsnprintf(line, sizeof line, format, arguments);
    for (i = 0; line[i]; i++)
        if (line[i] < ' ' || line[i] > '~') {
            printf("a line of the log has a character %d\n", line[i]);
            failures++;
            break;
        }
}
void slurm_info(const char *format, ...) { va_list a; va_start(a, format); log_line(format, a); va_end(a); }
void slurm_error(const char *format, ...) { va_list a; va_start(a, format); log_line(format, a); va_end(a); }
const char *gate_cluster_name(void) { return "lab"; }
int gate_is_operator(uint32_t uid) { return uid == 0; }
void gate_user_of(uint32_t uid, char *name, size_t name_size, char *account, size_t account_size)
{
    snprintf(name, name_size, "user%u", uid % 3);
    snprintf(account, account_size, "%s", uid % 2 ? "physics" : "");
}
int gate_records(void) { return 1; }
int gate_record_read(const struct job_record *record, gate_job *job, sb_request *request)
{
    memset(job, 0, sizeof *job);
    job->job_id = (uint32_t)(record - records) + 1;
    job->account = record->account;
    job->admin_comment = record->comment;
    job->uid = record->uid;
    job->tasks = record->tasks;
    job->is_pending = record->is_pending;
    job->is_over = record->is_over;
    job->never_ran = record->is_over && record->minutes % 2 == 0;
    if (request) {
        SB_REQUEST_INIT(request);
        request->account = sb_text_of(record->account);
        request->time_limit = record->minutes;
        request->array_tasks = record->tasks;
    }
    return 1;
}
void gate_record_comment(struct job_record *record, const char *text)
{
    free(record->comment);
    record->comment = strdup(text);
}
void gate_records_lock(void) { pthread_rwlock_wrlock(&records_lock); }
void gate_records_unlock(int are_changed) { (void)are_changed; pthread_rwlock_unlock(&records_lock); }
struct job_record *gate_record_find(uint32_t job_id) { return job_id && job_id <= RECORDS ? &records[job_id - 1] : NULL; }
int gate_record_scan(void (*each)(void *argument, const gate_job *job), void *argument)
{
    gate_job job;
    int i;
    for (i = 0; i < RECORDS; i++)
        if (records[i].comment && gate_record_read(&records[i], &job, NULL))
            each(argument, &job);
    return 1;
}
