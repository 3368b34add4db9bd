/*
 * dead-folder.c FOLDER SECONDS: mounts a file system that answers nothing, as a file server that has died: who looks for a file there waits. It comes
 * back to life (as one that is gone: every call fails) when this process ends: with its parent, or after SECONDS.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <signal.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    char options[128];
    int device;
    if (count != 3)
        return 2;
    device = open("/dev/fuse", O_RDWR | O_CLOEXEC);
    if (device < 0)
        return 77;
    snprintf(options, sizeof options, "fd=%d,rootmode=40777,user_id=0,group_id=0,allow_other", device);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    alarm((unsigned)atoi(arguments[2]));
    if (mount("dead", arguments[1], "fuse", MS_NOSUID | MS_NODEV, options) != 0)
        return 77;
    printf("%d\n", (int)getpid());
    fflush(stdout);
    for (;;)
        pause();
}
