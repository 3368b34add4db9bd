# Six TCP ports in a row, far from Slurm's own, free now and not promised to another cluster of this cache.

readonly PORT_FIRST=20000 PORT_STEP=8 PORT_BLOCKS=1500

ports_assign() {
    slurmctld_port=$port_base
    slurmdbd_port=$((port_base + 1))
    mariadbd_port=$((port_base + 2))
    slurmd_port=$((port_base + 3)) # and the two after it
}

# Keeps the remembered block where it is still free, else takes another one at random.
ports_choose() {
    local tries block lock
    mkdir -p "$cache/ports"
    exec {lock}>"$cache/ports/lock"
    flock -w 60 "$lock" || fail "could not lock $cache/ports/lock"
    local busy
    busy=$(ports_busy)
    if [ -z "$port_base" ] || ! ports_free "$port_base"; then
        port_base=
        for ((tries = 0; tries < 200; tries++)); do
            block=$((PORT_FIRST + PORT_STEP * (RANDOM % PORT_BLOCKS)))
            ports_free "$block" && port_base=$block && break
        done
        [ -n "$port_base" ] || fail "no free block of ports between $PORT_FIRST and $((PORT_FIRST + PORT_STEP * PORT_BLOCKS))"
        config_changed=1
    fi
    printf '%s %s\n' "$dir" "$id" >"$cache/ports/$port_base"
    exec {lock}>&-
    ports_assign
}

# Ports somebody listens on (state 0A), as the kernel prints them: upper case hexadecimal, one a line.
ports_busy() {
    cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk '$4 == "0A" { n = split($2, a, ":"); print a[n] }' | sort -u
}

ports_free() {
    local port owner_dir owner_id
    for ((port = $1; port < $1 + 6; port++)); do
        ! grep -qx "$(printf %04X "$port")" <<<"$busy" || return 1
    done
    [ -s "$cache/ports/$1" ] || return 0
    read -r owner_dir owner_id <"$cache/ports/$1"
    [ "$owner_dir" = "$dir" ] || ! grep -qsx "id=$owner_id" "$owner_dir/settings"
}

ports_release() {
    local owner_dir owner_id
    [ -n "$port_base" ] && [ -s "$cache/ports/$port_base" ] || return 0
    read -r owner_dir owner_id <"$cache/ports/$port_base"
    [ "$owner_dir" != "$dir" ] || rm -f "$cache/ports/$port_base"
}
