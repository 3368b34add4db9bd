# The demo's folder: the cluster, the bank's configuration and its ledger. All of it goes when the demo ends.

cannot() {
    printf 'demo: %s\n' "$@" >&2
    exit 77
}

place_check() {
    [ "$(id -u)" = 0 ] || cannot "it brings up a real Slurm with several users, and only root can do that." \
        "Try: sudo ./build.sh demo      (nothing outside its own folder is changed)"
    [ -x "$program/slurmbank" ] || cannot "there is no $program/slurmbank: './build.sh demo' builds it, with the .NET SDK 10."
}

place_make() {
    folder=$(mktemp -d "${TMPDIR:-/tmp}/slurmbank-demo.XXXXXX")
    # The cluster's users pass through; the bank is root's alone.
    chmod 755 "$folder"
    mkdir -m 700 "$folder/bank"
    local code=0 tied=(--with-parent $$)
    [ "$keep" = 0 ] || tied=()
    "$here/cluster.sh" up --quiet --dir "$folder/cluster" "${tied[@]}" >"$folder/answer" 2>&1 || code=$?
    [ "$code" -lt 128 ] || exit "$code"
    if [ "$code" != 0 ]; then
        cat "$folder/answer" >&2
        [ "$code" != 77 ] || cannot "a cluster cannot be had here; it needs root, mounts and Debian's Slurm packages."
        typed="cluster.sh up" mismatch "a cluster" "exit code $code"
    fi
    export PATH=$program:$folder/cluster/bin:$PATH SLURMBANK_CONFIG=$folder/bank/bank.toml NO_COLOR=1 LC_ALL=C
    place_configuration
    cd "$folder/bank"
}

place_configuration() {
    cat >"$folder/bank/bank.toml" <<TOML
[ledger]
path = "$folder/bank/ledger.db"
snapshot = "$folder/bank/snapshot.json"

[slurm]
command_prefix = ["$folder/cluster/bin/enter"]
TOML
}

# Whatever ended the demo: a success or an interruption leaves nothing, a failure leaves the folder.
place_leave() {
    local code=$?
    # A second Ctrl-C does not interrupt the cleaning.
    trap '' INT TERM HUP
    [ -n "${folder:-}" ] || exit "$code"
    cd /
    case $code in
        130 | 143) place_remove; printf 'demo: interrupted; %s is gone\n' "$folder" >&2 ;;
        0 | 77) [ "$keep" = 1 ] && [ "$code" = 0 ] || place_remove ;;
        *) place_failed ;;
    esac
    exit "$code"
}

place_remove() {
    "$here/cluster.sh" down --remove --fast --quiet --dir "$folder/cluster" >/dev/null 2>&1 || true
    rm -rf "$folder"
}

place_failed() {
    [ "$told" = 1 ] || printf '\ndemo: FAILED in step %d (%s), after: %s\n' "$step_number" "$step_name" "$typed" >&2
    if [ "$keep" = 1 ]; then
        printf 'demo: the cluster is left running\n' >&2
        place_use >&2
    else
        "$here/cluster.sh" down --fast --quiet --dir "$folder/cluster" >/dev/null 2>&1 || true
        printf 'demo: the folder is kept: %s (logs in cluster/log, the ledger in bank)\n' "$folder" >&2
    fi
}

place_use() {
    cat <<TEXT

use it:
  export SLURMBANK_CONFIG=$folder/bank/bank.toml
  export PATH=$program:$folder/cluster/bin:\$PATH
  slurmbank balance
  enter --user alice sbatch -n 4 -t 5 --wrap='sleep 30'
  pwsh -c 'Import-Module $repository/SlurmBank.psd1; Get-SlurmBalance'
end it:
  $here/cluster.sh down --remove --dir $folder/cluster && rm -rf $folder
TEXT
}

place_kept() { [ "$keep" = 0 ] || place_use; }
