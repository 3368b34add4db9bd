/*
 * The gate's shims outside slurmctld, for AddressSanitizer: job descriptors, records, snapshots, journals and configurations at random, from several
 * threads at once, while files change under them. harness FOLDER SEED SECONDS; FOLDER has libslurmbank.so (the stand-in) and gate.snapshot.
 * Prints a line for each finding and ends with 1 where there was one.
 */
#include "harness.h"

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

static const char *folder;

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

/* As where slurmctld begins anew, with jobs that it saved in the second of a refused change. */
static void forget(void)
{
    lien_token token;
    int i;
    pthread_mutex_lock(&gate.lock);
    gate.was_rebuilt = 0;
    for (i = 0; i < RECORDS; i++) {
        journal_undone *undone = &gate.journal.undone[gate.journal.undone_count % JOURNAL_UNDONE];
        if (!token_find(records[i].comment, &token) || draw(2))
            continue;
        memset(undone, 0, sizeof *undone);
        memcpy(undone->key, token.key, KEY_SIZE);
        undone->has_old = (uint8_t)draw(2);
        undone->old_units = draw(2) ? token.units : (int64_t)draw(1000000) * 3600;
        gate.journal.undone_count++;
        if (draw(2))
            liens_end(&gate.liens, token.key, 1);
    }
    liens_tidy(&gate.liens);
    pthread_mutex_unlock(&gate.lock);
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
        if (draw(2))
            forget();
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
