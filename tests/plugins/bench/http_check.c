/*
 * The older plugins' way, for comparison only: each submission asks a server over HTTP, by a connection of its own, and waits for the answer. The port
 * stands in http_check.port beside slurm.conf. Loopback only. An error lets the job through, as theirs did.
 */
#include <arpa/inet.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../../../plugins/common/compat.h"

#define TIMEOUT_SECONDS 5

SBP_EXPORT int init(void);
SBP_EXPORT int job_submit(job_desc_msg_t *job, uint32_t uid, char **err_msg);

static uint16_t port;

int init(void)
{
    const char *conf = getenv("SLURM_CONF"), *slash = conf ? strrchr(conf, '/') : NULL;
    char path[4096];
    FILE *file;
    snprintf(path, sizeof path, "%.*s/http_check.port", slash ? (int)(slash - conf) : 0, slash ? conf : "");
    file = fopen(path, "re");
    if (!file || fscanf(file, "%" SCNu16, &port) != 1)
        slurm_error("http_check: %s: %m", path);
    if (file)
        fclose(file);
    return SLURM_SUCCESS;
}

static int ask(int line, const char *request, size_t length, char *answer, size_t size)
{
    struct sockaddr_in server = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct timeval limit = { TIMEOUT_SECONDS, 0 };
    size_t at = 0;
    ssize_t got;
    setsockopt(line, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(line, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    if (connect(line, (struct sockaddr *)&server, sizeof server) != 0 || send(line, request, length, MSG_NOSIGNAL) != (ssize_t)length)
        return 0;
    while (at + 1 < size && (got = recv(line, answer + at, size - at - 1, 0)) > 0)
        at += (size_t)got;
    answer[at] = '\0';
    return strncmp(answer, "HTTP/1.1 200", 12) == 0;
}

int job_submit(job_desc_msg_t *job, uint32_t uid, char **err_msg)
{
    char request[1024], answer[4096];
    uint64_t cents = (uint64_t)job->num_tasks * job->time_limit * 100 / 60;
    int length = snprintf(request, sizeof request, "GET /can_submit_job/%" PRIu64 ".%02u/%" PRIu32 "/%s/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", cents / 100,
        (unsigned)(cents % 100), uid, job->account ? job->account : "");
    int line = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), known, code = SLURM_SUCCESS;
    if (line < 0)
        return code;
    known = ask(line, request, (size_t)length, answer, sizeof answer);
    close(line);
    if (!known)
        slurm_error("http_check: no answer");
    else if (!strstr(answer, "\"success\":true")) {
        *err_msg = slurm_xstrdup("This account does not have enough service units");
        code = ESLURM_ACCOUNTING_POLICY;
    }
    return code;
}
