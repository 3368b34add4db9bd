# What the tests share that have the gate, the real engine and the real bank on one cluster. After lib/gate.sh; wants repository.

# toml [LINE...]: the bank's configuration; lines follow in section [gate]. policy is the general one.
toml() {
    { cat <<TOML
[site]
contact = "help@example.org"
[ledger]
path = "$base/ledger/ledger.db"
snapshot = "$gate/snapshot.json"
[slurm]
command_prefix = ["$dir/bin/enter"]
[gate]
policy = "${policy:-enforce}"
snapshot = "$gate/gate.snapshot"
journal = "$gate/journal"
TOML
    [ $# = 0 ] || printf '%s\n' "$@"; } >"$gate/bank-config.toml.new"
    mv "$gate/bank-config.toml.new" "$gate/bank-config.toml"
}
bank() { "$program" "$@"; }
# figure NAME [ACCOUNT]: a figure of an account, in units.
figure() { bank balance "${2:-physics}" --json | tr -d ' \n' | sed -n "s/.*\"$1Units\":\(-\{0,1\}[0-9]*\).*/\1/p"; }
liens() { bank liens --json 2>/dev/null | grep -c '"kind"' || true; }
# given_up: what the gate still counts by itself after another sync; slurmdbd may hear of an end a little later.
given_up() { bank sync >/dev/null 2>&1; sleep 1; counter liens_now; }
sync_bank() { bank sync >/dev/null; seen; }

# A cluster whose slurmctld has the gate with the real engine, and the bank's configuration; no ledger yet.
bank_up() {
    engine=$repository/out/plugins/libslurmbank.so gate_up
    mkdir -m 755 "$base/ledger"
    rm -f "$gate/gate.snapshot"
    toml
    export SLURMBANK_CONFIG=$gate/bank-config.toml NO_COLOR=1 LC_ALL=C
}

# bank_test NAME: what a test of gate and bank begins with: sets program, base, dir, tools, brings all up, and takes it down at the end.
bank_test() {
    local file
    program=${SLURMBANK_PROGRAM:-$repository/out/slurmbank}
    for file in "$program" "$repository/out/plugins/job_submit_slurmbank.so" "$repository/out/plugins/libslurmbank.so"; do
        [ -e "$file" ] || { echo "skip - $1: there is no ${file#"$repository"/} here"; exit 0; }
    done

    base=$(mktemp -d "${TMPDIR:-/tmp}/slurmbank-test.XXXXXX")
    dir=$base/cluster tools=$base/tools
    export SLURMBANK_CLUSTER_QUIET=1
    trap 'cluster down --remove; rm -rf "$base"' EXIT
    chmod 755 "$base"
    tools_built
    bank_up
}

short='Job violates accounting/QOS policy'
drop() { "$dir/bin/scancel" "$@" 2>/dev/null || true; }
# job USER CPUS [OPTION...]: an hour of that many CPUs costs as many SU. Prints what the user reads, and the number of the job that was accepted.
job() { local user=$1 cpus=$2; shift 2; said_by hold "$user" -n "$cpus" -t 60 --mem-per-cpu=1M "$@"; }
# is ANSWER refused|told|accepted: told is accepted with a word of what it costs.
is() { case $2 in refused) grep -q "$short" <<<"$1" ;; told) grep -q 'Cost at most:' <<<"$1" && grep -qx '[0-9]*' <<<"$1" ;; accepted) grep -qx '[0-9]*' <<<"$1" && ! grep -q Cost <<<"$1" ;; esac; }
# answers NAME refused|told|accepted JOB...: a check of how a job is answered.
answers() { local name=$1 wanted=$2; shift 2; local answer; answer=$(job "$@"); if is "$answer" "$wanted"; then ok "$name"; else not_ok "$name" "$answer"; fi; }
