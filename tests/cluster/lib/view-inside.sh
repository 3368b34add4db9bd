#!/usr/bin/env bash
# view-inside.sh FOLDER ROOT: first process of the private mount namespace. Lays the mounts, says so, and stays to keep them.
set -euo pipefail
dir=$1 root=$2 host=$1/view/host

# Mounts that lie under $1 on the machine (containers mount single files of /etc): an overlay would hide them.
submounts() {
    awk -v top="$1/" 'index($5, top) == 1 { print $5 }' /proc/self/mountinfo | sort -u
}

# overlay TARGET LAYER: puts LAYER over TARGET, read-only, and the machine's own mounts under TARGET back on top.
overlay() {
    local target=$1 layer=$2 below
    below=$(submounts "$target")
    mount --rbind "$target" "$host"
    mount -t overlay -o "lowerdir=$layer:$target" overlay "$target"
    while read -r path; do
        [ -z "$path" ] || mount --rbind "$host${path#"$target"}" "$path"
    done <<<"$below"
    umount --lazy "$host"
}

overlay /etc "$dir/view/etc"
overlay /usr "$root/usr"
# A name service cache of the machine would answer with the machine's users.
[ ! -d /run/nscd ] || mount --bind "$dir/view/empty" /run/nscd
: >"$dir/run/view.ready"
exec sleep infinity
