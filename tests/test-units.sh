#!/usr/bin/env bash
# test-units.sh: the systemd units. systemd-analyze reads them where it is installed; else only a few lines of our own look at their form, which is said.
# Lines as the other suites print them.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

check() { # check TEXT COMMAND...
    local text=$1 answer
    shift
    if answer=$("$@" 2>&1); then echo "ok - $text"; else
        echo "not ok - $text"
        sed 's/^/    /' <<<"$answer"
    fi
}

analyze() {
    local answer
    answer=$(systemd-analyze verify "$scratch"/* 2>&1)
    local code=$?
    printf '%s\n' "$answer"
    # What other units of this machine are like is not ours to say.
    [ $code = 0 ] && ! grep -q slurmbank <<<"$answer"
}

form() { awk '/^(#|;|$)/ { next } /^\[[A-Z][a-z]+\]$/ { section = 1; next } section && /^[A-Z][A-Za-z]+=/ { next } { print FILENAME ": " $0; bad = 1 } END { exit bad }' systemd/*.service systemd/*.timer; }

# Each verb that a unit runs is one that the program has.
verbs() {
    local verb bad=0
    for verb in $(sed -n 's|^ExecStart=/usr/local/bin/slurmbank \([a-z-]*\).*|\1|p' systemd/*.service | sort -u); do
        grep -qF "\"$verb\"" src/SlurmBank.Cli/Catalogue.cs || { echo "no verb '$verb'"; bad=1; }
    done
    return $bad
}

timers() {
    local timer bad=0
    for timer in systemd/*.timer; do [ -e "${timer%.timer}.service" ] || { echo "$timer starts nothing"; bad=1; }; done
    return $bad
}

no_root() { ! grep -L '^User=slurmbank$' systemd/*.service | grep .; }

sandbox() {
    local word bad=0
    for word in ProtectSystem=strict NoNewPrivileges=yes CapabilityBoundingSet= ProtectHome=yes PrivateDevices=yes StateDirectory=slurmbank; do
        grep -L "^$word\$" systemd/*.service | sed "s|\$|: no $word|" | grep . && bad=1
    done
    return $bad
}

notify() { grep -qx Type=notify systemd/slurmbank.service && grep -q '^WatchdogSec=' systemd/slurmbank.service && grep -q '^ExecReload=.*-HUP' systemd/slurmbank.service; }

users() { systemd-sysusers --dry-run "$PWD/systemd/slurmbank.sysusers"; }

for unit in systemd/*.service systemd/*.timer; do sed "s|/usr/local/bin/slurmbank|$(command -v true)|" "$unit" >"$scratch/${unit##*/}"; done
if command -v systemd-analyze >/dev/null; then
    check 'systemd-analyze finds nothing wrong with the units' analyze
else
    echo 'skip - systemd-analyze is not installed: only the form of the lines is looked at'
fi
check 'every line of a unit is a section, a setting or a comment' form
check 'every unit runs a verb that there is' verbs
check 'every timer has its service' timers
check 'nothing runs as root' no_root
check 'every service is shut in' sandbox
check 'the service is ready when it says so, has a watchdog and is told to reload' notify
if command -v systemd-sysusers >/dev/null && systemd-sysusers --help 2>/dev/null | grep -q -- --dry-run; then
    check 'systemd-sysusers reads the user' users
else
    echo 'skip - systemd-sysusers knows no --dry-run here: the user is not read'
fi
