/*
 * slurmbank.h - the bank's engine as a C library (libslurmbank.so). This header is the contract.
 *
 * What the library is
 *   Arithmetic on memory: it prices requests and runs and decides, with the engine that the cmdlets and `slurmbank` use. It opens no file,
 *   makes no thread of its own, waits for nothing, and in the steady state allocates nothing. Whoever calls it reads the files.
 *
 * Rules for the caller
 *   - Open it with dlopen(RTLD_NOW | RTLD_LOCAL) when it is first needed, look the functions up by name, ask sb_abi_version() first. Do not
 *     link against it: a missing library must not stop slurmctld. dlclose() never unloads it (it is linked -z nodelete).
 *   - NEVER call it in a child of fork() whose parent has called it. Before the first call a fork does no harm.
 *   - Any thread may call any function at any time, also while another one loads. A reader sees the old state or the new one, never half.
 *   - The first call starts a runtime (1 to 10 ms; one thread of its own that sleeps; handlers for SIGSEGV, SIGFPE and SIGRTMIN, which pass on
 *     what is not theirs; SIGPIPE becomes ignored). dlopen alone does none of that.
 *   - No exception, signal or abort comes out of a call. What goes wrong inside is SB_E_INTERNAL, and nothing was changed.
 *
 * Forms
 *   - Every struct begins with its size (sizeof of it) and SB_VERSION, both set by the caller, in structs for results too: SB_INIT does it.
 *     A later library accepts the structs of this version; a longer struct is accepted, and what this library does not know of it is left alone.
 *   - Amounts are signed 64-bit units: 1 SU = 3 600 000 units (one unit is a thousandth of a billing-second). Times are seconds, memory is MB.
 *   - Texts are UTF-8 with a length, no zero needed, up to SB_TEXT_MAX bytes. data NULL or length 0 is "not said". What is not UTF-8 is
 *     taken with replacement characters; nothing a user writes can do more than be refused.
 *   - Texts that come back end with a zero; the length given does not count it.
 *   - Reserved fields are 0.
 */
#ifndef SLURMBANK_H
#define SLURMBANK_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this contract. A library answers it from sb_abi_version(); another number is another contract: do not call it. */
#define SB_VERSION 2u

#define SB_UNITS_PER_SU INT64_C(3600000)

/* The longest text that is taken, in bytes; texts of sb_load() may be SB_LOAD_MAX long. */
#define SB_TEXT_MAX 65536u
#define SB_LOAD_MAX (64u << 20)

/* Sizes of the texts inside results, their zero included. What is longer is cut at a character and ends in "...". */
#define SB_NAME_SIZE 128u
#define SB_RESOURCES_SIZE 512u

/* A buffer of this size holds every text that sb_decide() writes. */
#define SB_DECISION_TEXT_SIZE 4096u

/* Numbers that were not said, and numbers without limit: Slurm's NO_VAL, INFINITE and NO_VAL64. SB_WIDEN16 and SB_WIDEN8 make them of
   Slurm's 16 and 8 bit fields, where NO_VAL16 is 0xfffe and INFINITE16 0xffff. */
#define SB_UNSET 0xfffffffeu
#define SB_INFINITE 0xffffffffu
#define SB_UNSET64 0xfffffffffffffffeu
#define SB_WIDEN16(x) ((uint16_t)(x) >= 0xfffeu ? 0xffff0000u | (uint16_t)(x) : (uint32_t)(uint16_t)(x))
#define SB_WIDEN8(x) ((uint8_t)(x) >= 0xfeu ? 0xffffff00u | (uint8_t)(x) : (uint32_t)(uint8_t)(x))

/* Return codes. Everything below 0 is an error; results are then not to be used, unless a code says otherwise. */
enum {
    SB_OK = 0,
    SB_E_INTERNAL = -1,       /* a defect inside, or no memory; nothing was changed */
    SB_E_ARGUMENT = -2,       /* a pointer is NULL that must not be, or a count is out of its range */
    SB_E_STRUCT = -3,         /* a struct has the wrong version or is too short */
    SB_E_RANGE = -4,          /* a number is out of its range, or a text is too long */
    SB_E_TEXT = -5,           /* a text of the request cannot be read (array, resources, licenses, node names): Slurm refuses it itself */
    SB_E_NOT_LOADED = -6,     /* no configuration was loaded yet */
    SB_E_NO_TARIFF = -7,      /* no tariff was loaded yet, or none that was in effect when the run started */
    SB_E_NO_FACTS = -8,       /* no cluster was loaded yet */
    SB_E_NO_PARTITION = -9,   /* no partition of that name, or none named and no default one: Slurm refuses it itself */
    SB_E_NO_PRICE = -10,      /* the tariff has no price for it; sb_quote.reason and sb_cost.reason say why */
    SB_E_NO_TIME_LIMIT = -11, /* neither request nor partition has a time limit, and quote.unlimited_time is "refuse" */
    SB_E_OVERFLOW = -12,      /* the amount does not fit in 63 bits (about 2.5e12 SU) */
    SB_E_TRUNCATED = -13,     /* the buffer was too short for the text: it holds the beginning, the length says what was needed;
                                 everything else in the result is valid */
    SB_E_INPUT = -14,         /* sb_load: the text has errors; nothing was replaced; the message says which */
    SB_E_NO_SETTING = -15,    /* sb_setting: no such setting */
    SB_E_CURRENCIES = -16     /* its partitions are charged in different currencies, so that it has no one price; for sb_decide it is short of funds, unless
                                 the account is never refused */
};

/* A text that the caller owns and keeps during the call. */
typedef struct {
    const char *data;
    uint32_t length;
    uint32_t reserved;
} sb_text;

/* A buffer that the caller owns. The library writes up to capacity bytes, a zero included, and sets length. data may be NULL where capacity is 0. */
typedef struct {
    char *data;
    uint32_t capacity;
    uint32_t length;
} sb_buffer;

static inline sb_text sb_text_of(const char *text)
{
    sb_text result = { text, 0, 0 };
    size_t length = text ? strlen(text) : 0;
    result.length = length > UINT32_MAX ? UINT32_MAX : (uint32_t)length;
    return result;
}

/* Clears a struct of this header and sets its first two fields. SB_REQUEST_INIT does more for sb_request. */
#define SB_INIT(pointer) (memset((pointer), 0, sizeof *(pointer)), (pointer)->size = (uint32_t)sizeof *(pointer), (pointer)->version = SB_VERSION)

/* ---------------------------------------------------------------------------------------------------------------- loading */

/*
 * What is to be in force. data NULL keeps what is in force of that part (so configuration, tariff and cluster may come one after the other);
 * everything that is given is read first, and only if all of it is right it replaces the state, at once.
 */
typedef struct {
    uint32_t size;
    uint32_t version;
    sb_text configuration; /* bank-config.toml; an empty text that is not NULL gives the defaults */
    sb_text source_name;   /* the name of its file, for messages */
    sb_text tariff;        /* the canonical text of a tariff version, as in the ledger and in the gate snapshot. Several versions may stand one
                              behind the other: the last one prices requests, and a run is priced by the one of its start */
    sb_text facts;         /* the cluster, its partitions and nodes: the text of the gate snapshot ("slurmbank-facts") */
    uint64_t reserved[4];
} sb_load_input;

typedef struct {
    uint32_t size;
    uint32_t version;
    uint64_t generation;     /* of the state that is in force after the call; 1 is the first */
    uint32_t errors;         /* what makes a text unusable; 0 with SB_OK */
    uint32_t warnings;
    uint32_t has;            /* SB_HAS_... : what is in force after the call */
    uint32_t tariff_version;
    int64_t tariff_from;     /* UTC seconds since 1970 */
    uint32_t tariffs;        /* versions that are in force; tariff_version and tariff_from are of the one that prices requests */
    uint32_t reserved0;
    uint64_t reserved[3];
} sb_load_result;

#define SB_HAS_CONFIGURATION 1u
#define SB_HAS_TARIFF 2u
#define SB_HAS_FACTS 4u

/* ---------------------------------------------------------------------------------------------------------------- pricing a request */

/*
 * A component of a job as job_submit sees it (job_desc_msg_t), before slurmctld has filled in defaults; numbers are Slurm's, widened.
 * For job_modify: the fields of the job record, with those that change put over them.
 */
typedef struct {
    uint32_t size;
    uint32_t version;

    sb_text account;         /* for partition rules and messages only */
    sb_text partition;       /* one, or several separated by commas; not said is the cluster's default */
    sb_text qos;             /* not said has the factor 1: give what the job will have */
    sb_text array;           /* array_inx: "1-4%2" */
    sb_text features;        /* features (--constraint) */
    sb_text licenses;
    sb_text required_nodes;  /* req_nodes, a host list */
    sb_text excluded_nodes;  /* exc_nodes */
    sb_text tres_per_job;    /* "gres:gpu:2", "gres/gpu:a100:2"; the same in the next three */
    sb_text tres_per_node;
    sb_text tres_per_socket;
    sb_text tres_per_task;
    sb_text cpus_per_tres;   /* "gres:gpu:4" */
    sb_text mem_per_tres;    /* "gres:gpu:1024", MB */

    uint64_t memory;         /* pn_min_memory: MB a node; with bit 63 (MEM_PER_CPU) MB a CPU; 0 is all of a node; SB_UNSET64 is none asked */
    uint32_t time_limit;     /* minutes; SB_UNSET, SB_INFINITE */
    uint32_t time_minimum;   /* time_min: minutes; 0 and SB_UNSET are none */
    uint32_t min_cpus;       /* of the job */
    uint32_t max_cpus;
    uint32_t min_nodes;
    uint32_t max_nodes;      /* 0 and SB_UNSET are none */
    uint32_t tasks;          /* num_tasks */
    uint32_t cpus_per_task;
    uint32_t min_cpus_per_node; /* pn_min_cpus */
    uint32_t tasks_per_node;    /* ntasks_per_node; 0, SB_UNSET and SB_INFINITE are none; so in the five that follow */
    uint32_t tasks_per_socket;
    uint32_t tasks_per_core;
    uint32_t tasks_per_tres;    /* ntasks_per_tres (--ntasks-per-gpu) */
    uint32_t sockets_per_node;
    uint32_t cores_per_socket;
    uint32_t threads_per_core;
    uint32_t core_spec;      /* with CORE_SPEC_THREAD (0x8000) threads */
    uint32_t shared;         /* 0 exclusive, 1 oversubscribe, 2 user, 3 mcs, 4 topology; SB_UNSET */
    uint32_t overcommit;     /* 1 yes; 0 and SB_UNSET no */
    uint32_t array_tasks;    /* where the array is known as a number (job_modify): its tasks; 0 counts sb_request.array */
    uint64_t reserved[6];
} sb_request;

/* Makes a request in which nothing was said. */
#define SB_REQUEST_INIT(pointer) \
    (SB_INIT(pointer), \
     (pointer)->memory = SB_UNSET64, (pointer)->time_limit = (pointer)->time_minimum = (pointer)->min_cpus = (pointer)->max_cpus = SB_UNSET, \
     (pointer)->min_nodes = (pointer)->max_nodes = (pointer)->tasks = (pointer)->cpus_per_task = (pointer)->min_cpus_per_node = SB_UNSET, \
     (pointer)->tasks_per_node = (pointer)->tasks_per_socket = (pointer)->tasks_per_core = (pointer)->tasks_per_tres = SB_UNSET, \
     (pointer)->sockets_per_node = (pointer)->cores_per_socket = (pointer)->threads_per_core = (pointer)->core_spec = SB_UNSET, \
     (pointer)->shared = (pointer)->overcommit = SB_UNSET)

/* sb_quote.assumed: what was filled in as Slurm will; a bit for each kind, over all components. */
#define SB_ASSUMED_PARTITION 0x0001u    /* the cluster's default */
#define SB_ASSUMED_TIME_DEFAULT 0x0002u /* the partition's DefaultTime */
#define SB_ASSUMED_TIME_MAXIMUM 0x0004u /* the partition's MaxTime, since it has no default */
#define SB_ASSUMED_TIME_HORIZON 0x0008u /* no limit anywhere: sync.unlimited_horizon is priced */
#define SB_ASSUMED_NODES 0x0010u
#define SB_ASSUMED_TASKS 0x0020u
#define SB_ASSUMED_CPUS 0x0040u         /* CPUs of a task: 1, or more by a limit on memory per CPU */
#define SB_ASSUMED_MEMORY 0x0080u
#define SB_ASSUMED_WHOLE_NODES 0x0100u  /* by the partition, the cluster, or reserved cores */
#define SB_ASSUMED_GEOMETRY 0x0200u     /* no node of the partition is known: upper is what was asked for, and no bound */

/* sb_quote.problems: why Slurm will refuse the job or leave it waiting as things are. It is priced all the same. */
#define SB_PROBLEM_ARRAY 0x0001u        /* a task beyond MaxArraySize, or a heterogeneous job that is an array */
#define SB_PROBLEM_PARTITION 0x0002u    /* a partition does not exist (others of the list do), is not up, or does not take the account or QOS */
#define SB_PROBLEM_TIME 0x0004u         /* longer than the partition allows */
#define SB_PROBLEM_SIZE 0x0008u         /* more nodes, CPUs or memory than there are or than is allowed */
#define SB_PROBLEM_RESOURCES 0x0010u    /* generic resources that do not go together */

typedef struct {
    uint32_t size;
    uint32_t version;
    uint64_t generation;      /* of the state it was priced with */
    int64_t lower;            /* units; the least it will cost if it uses its shortest time limit in full */
    int64_t upper;            /* units; the most: what a lien is for */
    int64_t hourly_rate;      /* units for an hour, at most */
    int64_t seconds;          /* the time limit that is priced; the longest of the components */
    int64_t tasks;            /* of the array, 1 where there is none; lower, upper and hourly_rate are for all of them */
    uint32_t components;
    uint32_t tariff_version;
    uint32_t assumed;         /* SB_ASSUMED_... */
    uint32_t problems;        /* SB_PROBLEM_... */
    uint32_t reason;          /* 0 priced, 1 no time, 2 to 4 free (partition, QOS, state), 5 the tariff's minimum;
                                 with SB_E_NO_PRICE: 100 partition not listed, 101 to 103 no sensible billing, 104 energy weight, 105 too large */
    uint32_t flags;           /* 0 */
    char currency[32];
    char partition[SB_NAME_SIZE];       /* the dearest of those named; components joined by " : " */
    char resources[SB_RESOURCES_SIZE];  /* what it would be given at most, as Slurm prints TRES; components joined by " : " */
    uint64_t reserved[4];
} sb_quote;

/* ---------------------------------------------------------------------------------------------------------------- pricing a run */

typedef struct {
    uint32_t size;
    uint32_t version;
    sb_text partition;
    sb_text qos;
    sb_text state;            /* as sacct prints it: "COMPLETED", "CANCELLED by 1000" */
    sb_text allocated;        /* AllocTRES: "billing=16,cpu=16,mem=64G,node=1" */
    int64_t seconds;          /* End - max(Start, Submit), suspended time included; 0 or more */
    int64_t suspended;        /* seconds of it that it was suspended */
    int64_t start;            /* UTC seconds since 1970: the tariff version in effect then prices it. 0: not known, the version that prices requests */
    uint64_t reserved[3];
} sb_run;

typedef struct {
    uint32_t size;
    uint32_t version;
    uint64_t generation;
    int64_t amount;           /* units; 0 where it is free, and with SB_E_NO_PRICE */
    int64_t charged_seconds;
    uint32_t tariff_version;
    uint32_t reason;          /* as in sb_quote; 106: its times contradict each other */
    uint64_t reserved[4];
} sb_cost;

/* ---------------------------------------------------------------------------------------------------------------- deciding */

/* sb_funds.flags, and the flags of an account in the gate snapshot. */
#define SB_ACCOUNT_UNMANAGED 0x0001u  /* never had a grant: recorded, never refused */
#define SB_ACCOUNT_UNLIMITED 0x0002u  /* no figure limits it */
#define SB_ACCOUNT_EXEMPT 0x0004u     /* enforce.exempt, or released by hand until a stated time: never refused */
#define SB_ACCOUNT_HELD 0x0008u       /* held in Slurm; says nothing about a refusal */
#define SB_ACCOUNT_MODE_TRACK 0x0010u   /* recorded only: decided as under "observe" */
#define SB_ACCOUNT_MODE_NOTIFY 0x0020u
#define SB_ACCOUNT_MODE_ENFORCE 0x0040u
#define SB_ACCOUNT_USER_LIMIT 0x0080u   /* in sb_funds only: user, user_limit and user_available count, also of an unmanaged or unlimited account */

/* The figures of an account: from the snapshot, and from the caller's own liens that the snapshot does not count yet. */
typedef struct {
    uint32_t size;
    uint32_t version;
    sb_text account;          /* lower case, as in slurmdbd */
    int64_t granted;
    int64_t credit_limit;
    int64_t charged;
    int64_t running;
    int64_t queued;           /* waiting jobs, gated or not */
    int64_t available;        /* from the snapshot, without own_liens */
    int64_t own_liens;        /* units, 0 or more: gated liens of the caller not in the snapshot, without one that this decision replaces (job_modify) */
    uint32_t flags;           /* SB_ACCOUNT_... */
    uint32_t reserved0;
    sb_text user;             /* with SB_ACCOUNT_USER_LIMIT: whose limit inside the account counts after what the account has */
    int64_t user_limit;
    int64_t user_available;   /* what is left of it, without the caller's own liens of that user */
} sb_funds;

/* sb_decision_input.flags */
#define SB_DECIDE_TEXT 0x0001u        /* write the text also where the job is let through (--bank-quote) */
#define SB_DECIDE_NO_REFUSAL 0x0002u  /* changes by root and operators: what would be a refusal is a warning */
#define SB_DECIDE_UNREADABLE 0x0004u  /* the snapshot is missing, damaged or older than gate.max_snapshot_age: gate.missing_snapshot decides */

typedef struct {
    uint32_t size;
    uint32_t version;
    const sb_request *requests; /* the components; each has its own size, and they lie sizeof(sb_request) apart; not used where quote is given */
    uint32_t count;             /* 1 to 128 */
    uint32_t flags;             /* SB_DECIDE_... */
    const sb_quote *quote;      /* a price found before, by sb_price or sb_quote_add; NULL prices the requests.
                                   requests[0] still gives partition and account of the rule where count is not 0 */
    const sb_funds *funds;      /* NULL: the account is not in the snapshot; it is treated as unmanaged.
                                   With SB_DECIDE_UNREADABLE not used */
    sb_text account;            /* the account whose rule counts; not said is that of funds, else of requests[0] */
    int64_t snapshot_created;   /* UTC seconds since 1970, for the text; 0 not known */
    int64_t now;                /* UTC seconds since 1970, for the text; 0 not known */
    uint64_t reserved[4];
} sb_decision_input;

/* sb_decision.action */
#define SB_ALLOW 0u   /* let it through, say nothing */
#define SB_WARN 1u    /* let it through and show the text to the user */
#define SB_REFUSE 2u  /* refuse it and show the text */

/* sb_decision.outcome: what was found, whatever the policy makes of it. Count these. */
#define SB_OUTCOME_PAID 0u        /* the account can pay */
#define SB_OUTCOME_FREE 1u        /* it costs nothing */
#define SB_OUTCOME_NOT_GATED 2u   /* unmanaged, unlimited or exempt account */
#define SB_OUTCOME_SHORT 3u       /* the account cannot pay */
#define SB_OUTCOME_UNREADABLE 4u  /* the figures could not be read */

/* sb_decision.policy */
#define SB_POLICY_OBSERVE 0u
#define SB_POLICY_WARN 1u
#define SB_POLICY_ENFORCE 2u

/* sb_decision.lien: what to set aside if the job goes through. */
#define SB_LIEN_NONE 0u      /* nothing: refused, free, or gate.lien = "start" */
#define SB_LIEN_GATED 1u     /* `amount`, and it counts against Available from now on */
#define SB_LIEN_OBSERVED 2u  /* `amount` for the record only: let through though not paid for, or not gated */

typedef struct {
    uint32_t size;
    uint32_t version;
    uint32_t action;
    uint32_t outcome;
    uint32_t policy;          /* in force for this account and partition; of several partitions the strictest */
    uint32_t lien;
    int64_t amount;           /* of the lien: quote.upper */
    int64_t available;        /* what the account had: funds.available - funds.own_liens, or what the user's limit left if that was less;
                                 0 where it is not known */
    int64_t missing;          /* what it lacked; 0 where it can pay */
    int64_t fits_seconds;     /* the longest whole minutes of the same job that it could pay; 0 where none */
    int32_t price_code;       /* SB_OK, or why there is no price: then outcome is UNREADABLE for SB_E_NO_TARIFF and SB_E_NO_FACTS,
                                 and for every other code the job is let through with SB_OUTCOME_NOT_GATED: Slurm or sync deals with it */
    uint32_t reserved0;
    uint64_t reserved[4];
    sb_quote quote;           /* its size and version are set by the library */
} sb_decision;

/* ---------------------------------------------------------------------------------------------------------------- settings */

/* The settings of section [gate] as numbers, and what a plugin needs beside them. Texts: sb_setting(). */
typedef struct {
    uint32_t size;
    uint32_t version;
    uint64_t generation;
    uint32_t policy;               /* SB_POLICY_..., the general one */
    uint32_t missing_snapshot;     /* 0 allow, 1 refuse, the general one */
    uint32_t lien_at_start;        /* 0 submit, 1 start, the general one */
    uint32_t admin_comment;        /* 1: write lien key and amount into the job's admin_comment */
    int64_t max_snapshot_age;      /* seconds */
    uint64_t reserved[6];
} sb_settings;

/* ---------------------------------------------------------------------------------------------------------------- functions */

/* The contract of this library: SB_VERSION where it is this one. Starts the runtime. */
int32_t sb_abi_version(void);

/* The version of the engine, such as "0.1.0". SB_OK, SB_E_TRUNCATED, SB_E_ARGUMENT. */
int32_t sb_version(sb_buffer *text);

/* Loads what is to be in force. message gets the findings, a line each, errors first; NULL takes none.
   SB_OK (result->warnings may not be 0), SB_E_INPUT (nothing was replaced), SB_E_STRUCT, SB_E_RANGE, SB_E_ARGUMENT. Allocates; not for the
   hot path: about a millisecond for a hundred partitions, less than 50 for ten thousand nodes. */
int32_t sb_load(const sb_load_input *input, sb_load_result *result, sb_buffer *message);

/* What is in force. SB_OK also where nothing is: generation and has are 0. */
int32_t sb_loaded(sb_load_result *result);

/* The settings in force. SB_E_NOT_LOADED before a configuration was loaded. */
int32_t sb_settings_get(sb_settings *settings);

/* A setting by its name, such as "gate.snapshot" or "site.contact", as plain text (a list as TOML). SB_E_NO_SETTING for a name that is not one.
   Allocates. */
int32_t sb_setting(sb_text name, sb_buffer *value);

/* Prices the components of one job: 1 to 128 structs that lie sizeof(sb_request) apart. */
int32_t sb_price(const sb_request *requests, uint32_t count, sb_quote *quote);

/* Adds a component's quote to another: amounts, resources, bits; the longer time. For a caller that sees the components one by one.
   Both must be of one currency and number of array tasks: else SB_E_RANGE. */
int32_t sb_quote_add(sb_quote *sum, const sb_quote *quote);

/* Prices a finished run, with the tariff version that was in effect at its start. SB_E_NO_TARIFF also where none of those loaded was. */
int32_t sb_price_run(const sb_run *run, sb_cost *cost);

/* Prices, compares and decides. text gets what the user is to see: with SB_WARN, SB_REFUSE and SB_DECIDE_TEXT; else it is empty. It is the text
   of `slurmbank quote`. NULL takes none.
   SB_OK and SB_E_TRUNCATED: the decision holds. SB_E_NOT_LOADED: no configuration, so the caller's own rule counts (let it through). */
int32_t sb_decide(const sb_decision_input *input, sb_decision *decision, sb_buffer *text);

/* The same functions as types, for dlsym. */
typedef int32_t (*sb_abi_version_fn)(void);
typedef int32_t (*sb_version_fn)(sb_buffer *);
typedef int32_t (*sb_load_fn)(const sb_load_input *, sb_load_result *, sb_buffer *);
typedef int32_t (*sb_loaded_fn)(sb_load_result *);
typedef int32_t (*sb_settings_get_fn)(sb_settings *);
typedef int32_t (*sb_setting_fn)(sb_text, sb_buffer *);
typedef int32_t (*sb_price_fn)(const sb_request *, uint32_t, sb_quote *);
typedef int32_t (*sb_quote_add_fn)(sb_quote *, const sb_quote *);
typedef int32_t (*sb_price_run_fn)(const sb_run *, sb_cost *);
typedef int32_t (*sb_decide_fn)(const sb_decision_input *, sb_decision *, sb_buffer *);

/* Layouts that both sides count on (64-bit machines only). */
#if defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L
_Static_assert(sizeof(void *) == 8, "64-bit machines only");
_Static_assert(sizeof(sb_text) == 16 && sizeof(sb_buffer) == 16, "texts");
_Static_assert(sizeof(sb_load_input) == 104 && sizeof(sb_load_result) == 72, "loading");
_Static_assert(sizeof(sb_request) == 368, "request");
_Static_assert(sizeof(sb_quote) == 784, "quote");
_Static_assert(sizeof(sb_run) == 120 && sizeof(sb_cost) == 72, "run");
_Static_assert(sizeof(sb_funds) == 120, "funds");
_Static_assert(sizeof(sb_decision_input) == 104, "decision input");
_Static_assert(sizeof(sb_decision) == 880, "decision");
_Static_assert(sizeof(sb_settings) == 88, "settings");
#endif

#ifdef __cplusplus
}
#endif
#endif
