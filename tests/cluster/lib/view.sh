# The cluster's own view of the file system: a private mount namespace in which /usr also holds the unpacked packages
# and /etc also holds the cluster's users and configuration. Nothing outside sees any of it.
# A process is the cluster's if and only if the mark of its view says so: pids that the kernel used again cannot deceive.

readonly MARK=/etc/slurmbank-cluster

# Everybody who runs inside, by pid. One grep reads the mark through each process's own root.
view_pids() {
    grep -lsx "$id" /proc/[0-9]*/root"$MARK" 2>/dev/null | cut -d/ -f3 || true
}

view_is_open() {
    local pid
    [ -s "$run/anchor.pid" ] && read -r pid _ <"$run/anchor.pid" && grep -qsx "$id" "/proc/$pid/root$MARK"
}

view_possible() {
    grep -q overlay /proc/filesystems || modprobe overlay 2>/dev/null || true
    mkdir -p "$dir/view/probe"
    unshare --mount --propagation slave mount -t overlay -o "lowerdir=$dir/view/etc:/etc" overlay "$dir/view/probe" 2>"$log/view.out"
}

view_layer() {
    local layer=$dir/view/etc
    mkdir -p "$layer" "$dir/view/empty" "$dir/view/host" "$etc" "$dir/plugins"
    printf '%s\n' "$id" >"$layer/${MARK#/etc/}"
    # Whatever looks for Slurm's configuration at its usual place finds the cluster's, never the machine's.
    ln -sfn "$etc" "$layer/slurm"
    users_write
}

# Starts the process that keeps the view, and waits until the mounts are there.
view_open() {
    view_layer
    wrappers_write
    ! view_is_open || return 0
    view_possible || { show_log "$log/view.out"; cannot "no overlay mounts here (a container without CAP_SYS_ADMIN?)"; }
    rm -f "$run/view.ready"
    (
        close_descriptors
        cd /
        exec setsid unshare --mount --propagation slave bash "$here/lib/view-inside.sh" "$dir" "$root" </dev/null >"$log/view.out" 2>&1
    ) &
    record anchor $!
    wait_until 10 "the cluster's view" test -e "$run/view.ready" || { show_log "$log/view.out"; exit 1; }
}
