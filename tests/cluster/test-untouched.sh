#!/usr/bin/env bash
# The machine before and after a cluster: /etc, packages, users, /run, mounts and any Slurm that runs are as found. Only the cache has grown.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib/testing.sh"

top=$(mktemp -d "${TMPDIR:-/tmp}/slurmbank-test.XXXXXX")
chmod 755 "$top"
dir=$top/cluster
export SLURMBANK_CLUSTER_QUIET=1
trap '"$here/cluster.sh" down --remove --dir "$dir" --cache "$top/cache"; rm -rf "$top"' EXIT

tree() { find "$@" -xdev -printf '%p %y %m %U:%G %s %T@ %l\n' 2>/dev/null | sort; }
names() { find "$@" -xdev -maxdepth 2 2>/dev/null | sort; }

# Daemons of the machine's own: those whose view of /etc bears no cluster's mark.
own_daemons() {
    local pid comm view
    for pid in /proc/[0-9]*; do
        read -r comm 2>/dev/null <"$pid/comm" || continue
        case $comm in
            slurmctld | slurmd | slurmdbd | munged | mariadbd | mysqld)
                view=$pid/root
                grep -q '^State:.Z' "$pid/status" 2>/dev/null || [ -e "$view/etc/slurmbank-cluster" ] || printf '%s %s\n' "${pid#/proc/}" "$comm"
                ;;
        esac
    done
}

manifest() {
    mkdir "$top/$1"
    tree /etc >"$top/$1/etc"
    find /etc -xdev -type f -exec sha256sum {} + 2>/dev/null | sort >"$top/$1/etc-contents"
    tree /var/lib/dpkg /var/lib/apt /var/cache/apt /var/cache/debconf /var/lib/systemd | grep -v '/lock' >"$top/$1/packages"
    cat /etc/passwd /etc/group /etc/shadow /etc/gshadow >"$top/$1/users" 2>/dev/null || true
    getent passwd >>"$top/$1/users"
    names /run | grep -Ei 'slurm|munge|mysql|maria' >"$top/$1/run" || true
    names /usr /var/lib /var/log /var/spool /opt /home /root | grep -Ei 'slurm|munge|mysql|maria' | grep -v '/slurmbank' >"$top/$1/files" || true
    tree /usr/bin /usr/sbin /usr/local >"$top/$1/programs"
    awk '{ print $5, $9 }' /proc/self/mountinfo | sort >"$top/$1/mounts"
    own_daemons >"$top/$1/daemons"
}

# With a cache of its own, so that apt's part is seen too; archives that are there already are not downloaded again.
archives=${SLURMBANK_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/slurmbank}/archives
mkdir -p "$top/cache"
[ ! -d "$archives" ] || cp -a "$archives" "$top/cache/"

manifest before
bring_up --dir "$dir" --cache "$top/cache" --with-parent $$
id=$(sed -n 's/^id=//p' "$dir/settings")
manifest during
job=$("$dir/bin/enter" --user alice -- sbatch --parsable --wrap 'sleep 0.1; sleep 300 & setsid sleep 300 & wait')
eventually 'a job runs' 20 RUNNING "$dir/bin/squeue" -hj "$job" -o %T
"$here/cluster.sh" down --remove --dir "$dir" --cache "$top/cache"
manifest after

for part in etc etc-contents packages users run files programs mounts daemons; do
    same "while it runs, $part is as found" "$(<"$top/before/$part")" "$(<"$top/during/$part")"
    same "afterwards $part is as found" "$(<"$top/before/$part")" "$(<"$top/after/$part")"
done
same 'nothing of it runs' '' "$(inside "$id")"
same 'its folder is gone' gone "$([ -e "$dir" ] || echo gone)"
check 'the manifest saw something' test "$(wc -l <"$top/before/etc")" -gt 100
finish
