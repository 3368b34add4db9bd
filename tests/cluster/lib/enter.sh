# enter [--user NAME] [--cwd FOLDER] [--] COMMAND...    or, under the name of one of Slurm's commands: that command.
# Standard streams, environment and working folder go along; with --user the folder is that user's home, unless --cwd is given.
user='' cwd=''
case ${0##*/} in
    enter)
        while :; do
            case ${1-} in
                --user) user=$2; shift 2 ;;
                --cwd) cwd=$2; shift 2 ;;
                --) shift; break ;;
                *) break ;;
            esac
        done
        [ $# -gt 0 ] || { echo 'enter: no command' >&2; exit 2; }
        ;;
    *) set -- "${0##*/}" "$@" ;;
esac

inside() { [ -r /etc/slurmbank-cluster ] && read -r here </etc/slurmbank-cluster && [ "$here" = "$id" ]; }

# Outside: through the anchor's mount namespace, back into this script.
if ! inside; then
    read -r anchor _ 2>/dev/null <"$dir/run/anchor.pid" && view=/proc/$anchor/root && read -r there 2>/dev/null <"$view/etc/slurmbank-cluster" && [ "$there" = "$id" ] ||
        { echo "enter: the cluster of $dir is not up, or you are not root" >&2; exit 69; }
    # The root too: setns() alone leads to the namespace's own, which is another one where the cluster was started in a chroot.
    enter() { exec nsenter --mount="/proc/$anchor/ns/mnt" --root="$view" --wd="$view" "$bin/enter" "$@"; }
    [ -n "$user" ] || enter --cwd "${cwd:-$PWD}" -- "$@"
    enter --user "$user" --cwd "$cwd" -- "$@"
fi

# The wrappers would call themselves.
PATH=:$PATH:
case $PATH in *:"$bin":*) PATH=${PATH%%:"$bin":*}:${PATH#*:"$bin":} ;; esac
PATH=${PATH#:} PATH=${PATH%:}
case :$PATH: in *:/usr/sbin:*) ;; *) PATH=$PATH:/usr/sbin ;; esac
[ -z "$prefix" ] || PATH=$prefix/bin:$prefix/sbin:$PATH
SLURM_CONF=$dir/etc/slurm.conf SLURMBANK_CLUSTER_DIR=$dir
export PATH SLURM_CONF SLURMBANK_CLUSTER_DIR
if [ -z "$user" ]; then
    [ -z "$cwd" ] || cd "$cwd" || exit 1
    exec "$@"
fi

entry=$(getent passwd "$user") || { echo "enter: no user $user" >&2; exit 1; }
shell=${entry##*:} entry=${entry%:*} home=${entry##*:}
[ -d "$home" ] || home=/
cd "${cwd:-$home}" || exit 1
exec setpriv --reuid "$user" --regid "$(id -g "$user")" --init-groups -- \
    env HOME="$home" USER="$user" LOGNAME="$user" SHELL="$shell" "$@"
