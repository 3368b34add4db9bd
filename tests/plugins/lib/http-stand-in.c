/*
 * http-stand-in.c - stands in for Elasticsearch: takes documents by HTTP on the loopback address and writes each, a line, into a file. One client at a
 * time, no more HTTP than a test needs. Prints its port. Ends with its parent, and after SECONDS in any case.
 * Arguments: FILE SECONDS [PORT]
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define MOST (1u << 20)

static int listen_on(int port, int *got)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof address;
    int one = 1, server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (server < 0 || bind(server, (struct sockaddr *)&address, sizeof address) != 0 || listen(server, 16) != 0)
        return -1;
    getsockname(server, (struct sockaddr *)&address, &size);
    *got = ntohs(address.sin_port);
    return server;
}

static void say(int client, const char *text)
{
    if (write(client, text, strlen(text)) < 0)
        perror("http-stand-in");
}

/* A request: its headers, then as many bytes as they tell. */
static void serve(int client, int file)
{
    static char text[MOST + 1];
    size_t length = 0, wanted = 0;
    char *body = NULL;
    while (length < MOST && (!body || length - (size_t)(body - text) < wanted)) {
        ssize_t got = read(client, text + length, MOST - length);
        if (got <= 0)
            return;
        length += (size_t)got;
        text[length] = '\0';
        char *end = body ? NULL : strstr(text, "\r\n\r\n");
        if (!end)
            continue;
        *end = '\0';
        char *field = strcasestr(text, "Content-Length:");
        wanted = field ? strtoul(field + 15, NULL, 10) : 0;
        body = end + 4;
        if (strcasestr(text, "Expect: 100-continue"))
            say(client, "HTTP/1.1 100 Continue\r\n\r\n");
    }
    if (!body)
        return;
    body[wanted] = '\n';
    if (write(file, body, wanted + 1) == (ssize_t)(wanted + 1))
        say(client, "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
}

int main(int count, char **arguments)
{
    struct timeval patience = { 5, 0 };
    int port = count > 3 ? atoi(arguments[3]) : 0, server, file;
    if (count < 3)
        return 2;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGPIPE, SIG_IGN);
    alarm((unsigned)atoi(arguments[2]));
    file = open(arguments[1], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    server = listen_on(port, &port);
    if (file < 0 || server < 0)
        return 1;
    printf("%d\n", port);
    fflush(stdout);
    for (;;) {
        int client = accept(server, NULL, NULL);
        if (client < 0)
            continue;
        setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        serve(client, file);
        close(client);
    }
}
