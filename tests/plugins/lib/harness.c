/*
 * The gate's shims outside slurmctld, for AddressSanitizer: job descriptors, records, snapshots, journals and configurations at random, from several
 * threads at once, while files change under them. harness FOLDER SEED SECONDS; FOLDER has libslurmbank.so (the stand-in) and gate.snapshot.
 * Prints a line for each finding and ends with 1 where there was one.
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../../plugins/common/compat.h"
#include "../../../plugins/job_submit/gate.h"
#include "../../../plugins/job_submit/record.h"

extern int init(void);
extern int fini(void);
extern int job_submit(job_desc_msg_t *job, uint32_t uid, char **err_msg);
#if SBP_MODIFY_HAS_TEXT
extern int job_modify(job_desc_msg_t *job, struct job_record *record, uint32_t uid, char **err_msg);
#define MODIFY(job, record, uid, text) job_modify(job, record, uid, text)
#else
extern int job_modify(job_desc_msg_t *job, struct job_record *record, uint32_t uid);
#define MODIFY(job, record, uid, text) job_modify(job, record, uid)
#endif

struct job_record {
    char *account, *comment;
    uint32_t uid, tasks;
    int is_pending, is_over, minutes;
};

static int failures;
static const char *folder;
static __thread uint64_t state;
static pthread_rwlock_t records_lock = PTHREAD_RWLOCK_INITIALIZER;
#define RECORDS 64
static struct job_record records[RECORDS];

static uint32_t draw(uint32_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return below ? (uint32_t)(state >> 11) % below : 0;
}

/* What slurmctld would give. */
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

/* A text at random, of exactly its length on the heap: whatever reads beyond it is found. */
static char *text(void)
{
    static const char *const usual[] = { "physics", "PHYSICS", "chem", "cpu", "gpu", "cpu,gpu", "normal", "1-4", "0-99999999999%2", "slurmbank=", "slurmbank=0123456789abcdef0123456789abcdef:5",
        "slurmbank=0123456789abcdef0123456789abcdef:99999999999999999999", "x slurmbank=0123456789abcdef0123456789abcdef:-1;", "gres:gpu:2" };
    size_t length, i;
    char *made;
    switch (draw(5)) {
    case 0: return NULL;
    case 1: case 2: return strdup(usual[draw(sizeof usual / sizeof *usual)]);
    case 3: length = draw(40); break;
    default: length = draw(100) ? draw(400) : draw(200000);
    }
    made = malloc(length + 1);
    for (i = 0; i < length; i++)
        made[i] = (char)(1 + draw(255));
    made[length] = '\0';
    return made;
}

static uint32_t number(void)
{
    static const uint32_t usual[] = { 0, 1, 2, 8, 60, 1000, 0x7fffffff, 0x80000000, 0xfffffffd, 0xfffffffe, 0xffffffff };
    return draw(3) ? usual[draw(sizeof usual / sizeof *usual)] : (uint32_t)draw(0xffffffffu);
}

/* A script of lines that sbatch would look at. */
static char *script(void)
{
    static const char *const lines[] = { "#!/bin/sh\n", "#SBATCH hetjob\n", "#SBATCH\tpackjob -n 1\n", "#SLURM hetjob", "#SBATCH hetjobs\n", "#SBATCH", "#", "\n", " \r\n", "true\n" };
    char all[400] = "";
    uint32_t i;
    for (i = draw(9); i > 0; i--)
        strcat(all, lines[draw(sizeof lines / sizeof *lines)]);
    return strdup(all);
}

static void make_job(job_desc_msg_t *job)
{
    char **strings[] = { &job->account, &job->admin_comment, &job->array_inx, &job->partition, &job->qos, &job->features, &job->licenses, &job->req_nodes, &job->exc_nodes,
        &job->tres_per_job, &job->tres_per_node, &job->tres_per_socket, &job->tres_per_task, &job->cpus_per_tres, &job->mem_per_tres };
    uint32_t *numbers[] = { &job->time_limit, &job->time_min, &job->min_cpus, &job->max_cpus, &job->min_nodes, &job->max_nodes, &job->num_tasks };
    uint16_t *shorts[] = { &job->cpus_per_task, &job->pn_min_cpus, &job->ntasks_per_node, &job->ntasks_per_socket, &job->ntasks_per_core, &job->ntasks_per_tres,
        &job->sockets_per_node, &job->cores_per_socket, &job->threads_per_core, &job->core_spec, &job->shared };
    size_t i;
    memset(job, 0, sizeof *job);
    for (i = 0; i < sizeof strings / sizeof *strings; i++)
        *strings[i] = text();
    for (i = 0; i < sizeof numbers / sizeof *numbers; i++)
        *numbers[i] = number();
    for (i = 0; i < sizeof shorts / sizeof *shorts; i++)
        *shorts[i] = (uint16_t)number();
    if (draw(2)) { /* one that an account can pay */
        free(job->account);
        free(job->array_inx);
        job->account = strdup("physics");
        job->array_inx = NULL;
        job->time_limit = draw(3);
        job->num_tasks = job->min_cpus = draw(3);
        job->cpus_per_task = 1;
    }
    job->overcommit = (uint8_t)number();
    job->pn_min_memory = (uint64_t)number() << draw(33);
    job->user_id = draw(4) ? 20001 + draw(4) : number();
    job->het_job_offset = draw(3) ? 0xfffffffe : draw(4) ? draw(4) : number();
    job->script = draw(3) ? NULL : script();
    if (!draw(10)) {
        job->spank_job_env_size = 2;
        job->spank_job_env = calloc(2, sizeof *job->spank_job_env);
        job->spank_job_env[0] = text();
        job->spank_job_env[1] = draw(2) ? strdup(draw(2) ? "SPANK_SLURMBANK_QUOTE=1" : "SPANK_SLURMBANK_QUOTE_MORE=1") : NULL;
    }
}

static void free_job(job_desc_msg_t *job)
{
    char *strings[] = { job->account, job->admin_comment, job->array_inx, job->partition, job->qos, job->features, job->licenses, job->req_nodes, job->exc_nodes,
        job->tres_per_job, job->tres_per_node, job->tres_per_socket, job->tres_per_task, job->cpus_per_tres, job->mem_per_tres };
    size_t i;
    for (i = 0; i < sizeof strings / sizeof *strings; i++)
        free(strings[i]);
    for (i = 0; i < job->spank_job_env_size; i++)
        free(job->spank_job_env[i]);
    free(job->spank_job_env);
    free(job->script);
}

static void submit_one(void)
{
    job_desc_msg_t job;
    char *told = NULL;
    int code;
    make_job(&job);
    pthread_rwlock_rdlock(&records_lock);
    code = job_submit(&job, job.user_id, &told);
    pthread_rwlock_unlock(&records_lock);
    if (code == SLURM_SUCCESS && job.admin_comment && draw(2)) {
        struct job_record *record = &records[draw(RECORDS)];
        pthread_rwlock_wrlock(&records_lock);
        free(record->account);
        free(record->comment);
        record->account = strdup("physics");
        record->comment = strdup(job.admin_comment);
        record->uid = job.user_id;
        record->tasks = 1 + draw(5);
        record->is_pending = (int)draw(2);
        record->is_over = !draw(4);
        record->minutes = 60;
        pthread_rwlock_unlock(&records_lock);
    }
    free(told);
    free_job(&job);
}

static void modify_one(void)
{
    struct job_record *record = &records[draw(RECORDS)];
    job_desc_msg_t job;
    char *told = NULL;
    make_job(&job);
    pthread_rwlock_wrlock(&records_lock);
    /* Slurm carries out one change of two. */
    if (record->account && MODIFY(&job, record, draw(3) ? record->uid : draw(2) ? 20001 : 0, &told) == SLURM_SUCCESS && draw(2) && job.time_limit < 100000)
        record->minutes = (int)job.time_limit;
    pthread_rwlock_unlock(&records_lock);
    free(told);
    free_job(&job);
}

static int64_t end_at;

static void *work(void *seed)
{
    state = (uint64_t)(uintptr_t)seed * UINT64_C(0x9e3779b97f4a7c15) | 1;
    while (sbp_monotonic() < end_at) {
        if (draw(4))
            submit_one();
        else
            modify_one();
    }
    return NULL;
}

static void put(const char *name, const char *data, size_t length)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    sbp_replace_file(path, data, length);
}

static void good_configuration(void)
{
    char path[4096], all[16384];
    snprintf(path, sizeof path, "policy = \"enforce\"\nsnapshot = \"%.3000s/gate.snapshot\"\njournal = \"%.3000s/journal\"\nmissing_snapshot = \"%s\"\n", folder, folder, draw(2) ? "allow" : "refuse");
    put("bank-config.toml", path, strlen(path));
    snprintf(all, sizeof all, "Configuration=%s/bank-config.toml\nLibrary=%s/libslurmbank.so\nUnseenSeconds=1\nOnFailure=%s\nAdminComment=%s\n", folder, folder, draw(2) ? "allow" : "refuse", draw(3) ? "yes" : "no");
    put("slurmbank_gate.conf", all, strlen(all));
}

/* Once in a while everything is damaged; then it is good again. */
static void spoil(const char *snapshot, size_t length)
{
    static char copy[1 << 20], rubbish[4096];
    size_t i, cut;
    static int round;
    good_configuration();
    memcpy(copy, snapshot, length);
    if (round++ % 2) {
        put("gate.snapshot", copy, length);
        return;
    }
    for (i = draw(4); i > 0; i--)
        copy[draw((uint32_t)length)] = (char)draw(256);
    cut = draw(4) ? length : draw((uint32_t)length);
    if (draw(2) && cut == length)
        ((sb_snap_header *)(void *)copy)->checksum = sb_snap_checksum((const uint8_t *)copy + 32, length - 32);
    put("gate.snapshot", copy, cut);
    for (i = 0; i < sizeof rubbish; i++)
        rubbish[i] = (char)(draw(3) ? 32 + draw(90) : draw(256));
    if (!draw(4))
        put("slurmbank_gate.conf", rubbish, sizeof rubbish);
    if (!draw(4))
        put("bank-config.toml", "broken", 6);
    if (!draw(4))
        put("journal/gate.journal", rubbish, sizeof rubbish);
    if (!draw(3)) {
        fini();
        pthread_rwlock_wrlock(&records_lock);
        init();
        pthread_rwlock_unlock(&records_lock);
    }
}

/* Of an account with 100 SU no more than 100 SU are promised, however many ask at once. */
static void *ask(void *taken)
{
    int i;
    for (i = 0; i < 300; i++) {
        job_desc_msg_t job;
        lien_token token;
        char *told = NULL;
        memset(&job, 0xff, sizeof job);
        memset(&job, 0, offsetof(job_desc_msg_t, alloc_resp_port));
        make_job(&job);
        free_job(&job);
        memset(&job, 0, sizeof job);
        job.user_id = 20001;
        job.account = strdup("physics");
        job.num_tasks = 1 + (uint32_t)i % 7;
        job.time_limit = 60;
        job.het_job_offset = 0xfffffffe;
        job.min_cpus = job.max_cpus = job.time_min = job.min_nodes = job.max_nodes = 0xfffffffe;
        job.cpus_per_task = job.pn_min_cpus = 0xfffe;
        job.pn_min_memory = SB_UNSET64;
        if (job_submit(&job, 20001, &told) == SLURM_SUCCESS && token_find(job.admin_comment, &token))
            __atomic_fetch_add((int64_t *)taken, token.units, __ATOMIC_RELAXED);
        free(told);
        free_job(&job);
    }
    return NULL;
}

/* The sums that are kept are those that counting gives. */
static void check_sums(void)
{
    uint32_t i, j;
    pthread_mutex_lock(&gate.lock);
    for (i = 0; i < gate.liens.count; i++) {
        const char *account = gate.liens.items[i].account;
        int64_t sum = 0;
        for (j = 0; j < gate.liens.count && sum != INT64_MAX; j++) {
            const lien *item = &gate.liens.items[j];
            if (!item->ended && !item->replaced && strcmp(item->account, account) == 0 && __builtin_add_overflow(sum, item->own, &sum))
                sum = INT64_MAX;
        }
        if (liens_of(&gate.liens, account, NULL) != sum) {
            printf("an account's liens come to %" PRId64 ", and %" PRId64 " is kept\n", sum, liens_of(&gate.liens, account, NULL));
            failures++;
            break;
        }
    }
    pthread_mutex_unlock(&gate.lock);
}

static void wait_passes(int count)
{
    int until = gate.passes + count, i;
    for (i = 0; i < 100 && gate.passes < until; i++)
        usleep(100000);
}

static void promise(void)
{
    pthread_t threads[4];
    int64_t taken = 0;
    int i;
    wait_passes(2);
    for (i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, ask, &taken);
    for (i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    if (taken != INT64_C(100) * SB_UNITS_PER_SU) {
        printf("of 100 SU %.2f were promised\n", (double)taken / SB_UNITS_PER_SU);
        failures++;
    }
}

int main(int count, char **arguments)
{
    char path[4096], *snapshot = NULL;
    pthread_t threads[3];
    size_t length = 0;
    uint64_t seed;
    int i;
    if (count != 4)
        return 2;
    folder = arguments[1];
    seed = strtoull(arguments[2], NULL, 10);
    state = seed * UINT64_C(0x2545f4914f6cdd1d) | 1;
    snprintf(path, sizeof path, "%s/slurmbank_gate.conf", folder);
    setenv("SLURMBANK_GATE_CONF", path, 1);
    snprintf(path, sizeof path, "%s/gate.snapshot", folder);
    if (sbp_read_file(path, 1 << 20, &snapshot, &length, NULL) != 0)
        return 2;
    snprintf(path, sizeof path, "%s/bank-config.toml", folder);
    good_configuration();
    snprintf(path, sizeof path, "Configuration=%.1500s/bank-config.toml\nLibrary=%.1500s/libslurmbank.so\n", folder, folder);
    put("slurmbank_gate.conf", path, strlen(path));
    init();
    promise();
    end_at = sbp_monotonic() + atoi(arguments[3]);
    for (i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, work, (void *)(uintptr_t)(seed + (uint64_t)i + 1));
    while (sbp_monotonic() < end_at) {
        spoil(snapshot, length);
        for (i = 0; i < 130; i++) {
            check_sums();
            usleep(10000);
        }
    }
    for (i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    printf("%" PRIu64 " submissions, %" PRIu64 " changes, %" PRIu64 " liens, %" PRIu64 " changes taken back, %" PRIu64 " quotes, %" PRIu64 " scans, %" PRIu64 " snapshots read, %" PRIu64 " rejected\n", gate.counters.submissions,
        gate.counters.changes, gate.counters.liens_made, gate.counters.changes_undone, gate.counters.quotes, gate.counters.scans, gate.counters.snapshots_read, gate.counters.snapshots_rejected);
    fini();
    usleep(2500000); /* the thread that looks at changed jobs */
    liens_free(&gate.liens);
    gate_snapshot_free(gate.snapshot);
    gate.snapshot = NULL;
    for (i = 0; i < RECORDS; i++) {
        free(records[i].account);
        free(records[i].comment);
    }
    free(snapshot);
    return failures != 0;
}
