# What the tests of the gate share: a cluster with the plugins in its slurmctld, the files that the gate reads, and a look at what it has done.
# Sets dir, gate (the folder of configuration, snapshot, journal), tools. Wants `repository`.

cluster() { local verb=$1; shift; "$repository/tests/cluster/cluster.sh" "$verb" --dir "$dir" "$@"; }
as() { local user=$1; shift; "$dir/bin/enter" --user "$user" -- "$@"; }
ctl() { "$dir/bin/enter" -- "$@"; }
submit() { local user=$1; shift; as "$user" sbatch --parsable "$@"; }
hold() { local user=$1; shift; as "$user" sbatch --parsable -H -o /dev/null --wrap 'sleep 1000' "$@"; }
code_of() { local code=0; "$@" >/dev/null 2>&1 || code=$?; printf '%s\n' "$code"; }
said_by() { "$@" 2>&1 || true; }
live() { "$dir/bin/squeue" -h -j "$1" -o %T; }
comment_of() { "$dir/bin/scontrol" show job "$1" | sed -n 's/^   AdminComment=\(.*[^ ]\) *$/\1/p' | head -n 1; }
token_of() { comment_of "$1" | sed -n 's/.*slurmbank=\([0-9a-f]*\):[0-9]*.*/\1/p'; }
units_of() { comment_of "$1" | sed -n 's/.*slurmbank=[0-9a-f]*:\([0-9]*\).*/\1/p'; }
alive() { ctl scontrol ping | sed -n 's/.* is \(UP\|DOWN\).*/\1/p'; }
controller() { head -n 1 "$dir/run/slurmctld.self" 2>/dev/null; }
logged() { grep -c -- "$1" "$dir/log/slurmctld.log" || true; }
# slurm_since 23.02: whether the cluster's Slurm is of that release or a later one.
slurm_since() { [ "$(printf '%s\n' "$1" "$(ctl slurmctld -V | awk '{ print $2 }')" | sort -V | head -n 1)" = "$1" ]; }
tools_built() {
    mkdir -p "$tools"
    gcc -D_GNU_SOURCE -O1 -Wall -Wextra -o "$tools/make-snapshot" "$repository/tests/plugins/lib/make-snapshot.c" &&
        gcc -D_GNU_SOURCE -O1 -Wall -Wextra -shared -fPIC -o "$tools/libslurmbank.so" "$repository/tests/plugins/lib/fake-engine.c"
}

# A counter of the gate, once the counters are newer than this call.
counter() {
    local since i
    since=$(date +%s)
    for i in $(seq 100); do
        [ "$(awk '$1 == "time" { print $2 }' "$gate/journal/gate.counters" 2>/dev/null || echo 0)" -gt "$since" ] && break
        sleep 0.1
    done
    awk -v name="$1" '$1 == name { print $2 }' "$gate/journal/gate.counters"
}

# su N: units of N service units.
su() { printf '%s' $(($1 * 3600000)); }

# snapshot [LINE...]: publishes figures; physics has 100 SU, chem 1000, industry none and no grant. The gate sees it within a second.
snapshot() {
    { cat <<LINES
cluster lab
inputs ${inputs:-1}
facts $gate/facts
account chem 64 $(su 1000) 0 0 0 0
account industry 1 0 0 0 0 0
account physics 64 $(su "${physics:-100}") 0 ${running:-0} 0 ${gated:-0}
member alice physics 20001 1
member bob chem 20002 0
member bob physics 20002 1
member carol chem 20003 1
member dave industry 20004 1
LINES
    [ $# = 0 ] || printf '%s\n' "$@"; } | "$tools/make-snapshot" "$gate/gate.snapshot"
}

# seen: waits until the gate has read everything that lies there now (it looks once a second).
seen() { sleep 1.3; }

# settings POLICY [LINE...]: the configuration.
settings() {
    local policy=$1
    shift
    { printf '[gate]\npolicy = "%s"\nsnapshot = "%s"\njournal = "%s"\n' "$policy" "$gate/gate.snapshot" "$gate/journal"
    [ $# = 0 ] || printf '%s\n' "$@"; } >"$gate/bank-config.toml.new"
    mv "$gate/bank-config.toml.new" "$gate/bank-config.toml"
}

conf() { printf '%s\n' "Configuration=$gate/bank-config.toml" "Library=$gate/libslurmbank.so" "$@" >"$dir/etc/slurmbank_gate.conf"; }

# put NAME: a plugin or library into its place, by rename.
put() { cp "$1" "$2.new" && mv -f "$2.new" "$2"; }

# A cluster whose slurmctld has the gate. More lines for slurm.conf may stand in $tools/extra.conf.
gate_up() {
    gate=$dir/bank
    bring_up --dir "$dir" --with-parent $$
    mkdir -p "$gate/journal"
    chown "$("$dir/bin/enter" id -u slurm)" "$gate/journal"
    chmod 755 "$gate"
    put "$repository/out/plugins/job_submit_slurmbank.so" "$dir/plugins/job_submit_slurmbank.so"
    put "$repository/out/plugins/spank_slurmbank.so" "$dir/plugins/spank_slurmbank.so"
    put "${engine:-$tools/libslurmbank.so}" "$gate/libslurmbank.so"
    printf 'required %s/plugins/spank_slurmbank.so\n' "$dir" >"$dir/etc/plugstack.conf"
    printf 'facts\n' >"$gate/facts"
    settings enforce
    conf
    snapshot
    printf 'JobSubmitPlugins=slurmbank\n' >>"$tools/extra.conf"
    cluster up --conf-extra "$tools/extra.conf"
}
