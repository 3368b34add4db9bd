/*
 * spank_slurmbank: sbatch, salloc and srun --bank-quote. It only leaves a word in the job's SPANK environment; job_submit/slurmbank answers with
 * the price and refuses, so that nothing is submitted. What happens on nodes is no business of this plugin's: no code of it runs in a job.
 */
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include <slurm/slurm.h>
#include <slurm/slurm_version.h>
#include <slurm/spank.h>

#define EXPORT __attribute__((visibility("default")))

EXPORT const char plugin_name[] = "slurmbank";
EXPORT const char plugin_type[] = "spank";
EXPORT const unsigned int plugin_version = SLURM_VERSION_NUMBER;
EXPORT const unsigned int spank_plugin_version = 1;

EXPORT int slurm_spank_init(spank_t spank, int count, char **arguments);
EXPORT int slurm_spank_init_post_opt(spank_t spank, int count, char **arguments);

/* slurm.conf as the command has read it; declared in Slurm's private headers. */
extern slurm_conf_t slurm_conf;

static int is_asked;
static long component_at; /* the argument before the options of the component that is read now */

/* An argument of this command is ":"? */
static int is_colon(long wanted)
{
    char piece[4096], word[2] = "";
    size_t length = 0;
    ssize_t got;
    long at = 0;
    int found = 0, file = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
    while (file >= 0 && at <= wanted && (got = read(file, piece, sizeof piece)) > 0) {
        ssize_t i;
        for (i = 0; i < got && at <= wanted; i++) {
            if (piece[i]) {
                if (length < sizeof word)
                    word[length] = piece[i];
                length++;
                continue;
            }
            found = at++ == wanted && length == 1 && word[0] == ':';
            length = 0;
        }
    }
    if (file >= 0)
        close(file);
    return found;
}

/* getopt() has just stopped behind the options of this component: another one follows where a colon stands there. */
static int more_follows(void)
{
    component_at += optind;
    return is_colon(component_at);
}

static int asked(int value, const char *argument, int remote)
{
    (void)value, (void)argument;
    /* An allocation's steps get the option again, on the nodes: there it means nothing. */
    if (remote)
        return 0;
    if (!slurm_conf.job_submit_plugins || !strstr(slurm_conf.job_submit_plugins, "slurmbank")) {
        slurm_error("slurmbank: --bank-quote is answered by slurmctld, and JobSubmitPlugins has no slurmbank here; nothing is submitted");
        return -1;
    }
    is_asked = 1;
    return 0;
}

/* Options in a table are srun's alone; sbatch and salloc want them registered. */
int slurm_spank_init(spank_t spank, int count, char **arguments)
{
    static char name[] = "bank-quote", usage[] = "show what the job would cost and what its account has left, and submit nothing";
    struct spank_option option = { name, NULL, usage, 0, 0, asked };
    (void)count, (void)arguments;
    switch (spank_context()) {
    case S_CTX_LOCAL:
    case S_CTX_ALLOCATOR:
    case S_CTX_REMOTE:
        if (spank_option_register(spank, &option) != ESPANK_SUCCESS)
            slurm_error("slurmbank: --bank-quote cannot be offered");
        return 0;
    default:
        return 0;
    }
}

int slurm_spank_init_post_opt(spank_t spank, int count, char **arguments)
{
    spank_context_t where = spank_context();
    (void)count, (void)arguments;
    int more = where == S_CTX_ALLOCATOR && more_follows();
    if (!is_asked || (where != S_CTX_LOCAL && where != S_CTX_ALLOCATOR))
        return 0;
    if (spank_job_control_setenv(spank, "SLURMBANK_QUOTE", "1", 1) == ESPANK_SUCCESS &&
        spank_job_control_setenv(spank, "SLURMBANK_QUOTE_MORE", more ? "1" : "0", 1) == ESPANK_SUCCESS)
        return 0;
    slurm_error("slurmbank: --bank-quote does not work here; nothing is submitted");
    return -1;
}
