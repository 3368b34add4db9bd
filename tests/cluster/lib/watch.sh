# Ends a cluster that nobody ends: after --lifetime seconds, or once the process of --with-parent is gone.

watch_start() {
    [ "$lifetime" != 0 ] || [ -n "$with_parent" ] || return 0
    ! alive watch || stop watch 2
    (
        close_descriptors
        cd /
        exec setsid bash "$here/cluster.sh" watch --dir "$dir" --cache "$cache" --lifetime "$lifetime" \
            ${with_parent:+--with-parent "$with_parent"} </dev/null >"$log/watch.out" 2>&1
    ) &
    record watch $!
}

# The watching process itself. It waits on a pipe that nobody writes, so no child of it is left behind.
watch_run() {
    local pause parent_start='' deadline=0
    [ -z "$with_parent" ] || parent_start=$(start_time "$with_parent") || parent_start=gone
    [ "$lifetime" = 0 ] || deadline=$((SECONDS + lifetime))
    exec {pause}<> <(:)
    while view_is_open; do
        if [ "$deadline" != 0 ] && [ "$SECONDS" -ge "$deadline" ]; then break; fi
        if [ -n "$with_parent" ] && [ "$(start_time "$with_parent")" != "$parent_start" ]; then break; fi
        read -rt 1 -u "$pause" _ || true
    done
    view_is_open || return 0
    rm -f "$run/watch.pid"
    fast=1 remove=1
    down
}
