# What the tests share that have the gate, the real engine and the real bank on one cluster. After lib/gate.sh; wants base, dir, program.

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
