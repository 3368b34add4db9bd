#!/usr/bin/env bash
# Two partitions in two currencies, on a real cluster with the real engine and bank: the gate refuses in one while the other still runs, and so does a hold.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$repository/tests/cluster
. "$here/lib/testing.sh"
. "$repository/tests/plugins/lib/gate.sh"
. "$repository/tests/plugins/lib/bank.sh"
bank_test test-gate-currency
two=('[tariff.partition_currency]' 'gpu = "GPU-h"' '[enforce]' 'brake = 1' '[enforce.currency_hold]' '"GPU-h" = "grp-tres-run-mins-gpu"')
toml "${two[@]}"
# of CURRENCY NAME [ACCOUNT]: a figure of an account in a currency, in units.
of() { bank balance "${3:-physics}" --currency "$1" --json | tr -d ' \n' | sed -n "s/.*\"$2Units\":\(-\{0,1\}[0-9]*\).*/\1/p"; }
gpu() { hold alice -p gpu -t 60 --mem-per-cpu=1M "$@"; }
cpu() { hold alice -p cpu -t 60 --mem-per-cpu=1M "$@"; }
currency_of() { comment_of "$1" | sed -n 's/.*slurmbank=[0-9a-f]*:[0-9]*:\([A-Za-z-]*\).*/\1/p'; }

check 'the bank opens its books' bank init --reason test
check 'it grants 100 SU' bank grant physics 100 --reason test
check 'and 10 GPU-h' bank grant physics '10 GPU-hours' --reason test
check 'and 50 SU to another account' bank grant chem 50 --reason test
check 'a unit that nobody knows is an error that lists those that there are' grep -q 'it has SU, GPU-h' <<<"$(said_by bank grant physics '5 CPU-h')"
check 'and so is a contradiction' grep -q 'GPU-h' <<<"$(said_by bank grant physics '5 GPU-h' --currency SU)"
sync_bank

answer=$(said_by gpu -n 11)
check 'what the account cannot pay in GPU-h is refused' grep -q 'Job violates accounting/QOS policy' <<<"$answer"
check 'in GPU-h' grep -q 'Available: *10.00 GPU-h' <<<"$answer"
check 'which says what is missing' grep -q '1.00 GPU-h are missing' <<<"$answer"
check 'and whose account it is' grep -q 'Account: *physics' <<<"$answer"
one=$(cpu -n 60)
check 'while the same account goes on in SU' test -n "$one"
same 'whose lien is as it always was' "$(su 60) " "$(units_of "$one") $(currency_of "$one")"
job=$(gpu -n 8)
check 'what it can pay in GPU-h is accepted' test -n "$job"
same 'with the currency in its lien' "$(su 8) GPU-h" "$(units_of "$job") $(currency_of "$job")"
check 'the gate counts its own promises in GPU-h' grep -q 'Available: *2.00 GPU-h' <<<"$(said_by gpu -n 3)"
check 'and in SU apart from them' grep -q 'Available: *40.00 SU' <<<"$(said_by cpu -n 41)"
check 'partitions of both are refused, and why is said' grep -q 'different currencies' <<<"$(said_by hold alice -p cpu,gpu -n 1 -t 60 --mem-per-cpu=1M)"
het=$(as alice sbatch --parsable -H -p cpu -n 40 -t 60 --mem-per-cpu=1M : -p gpu -n 2 -t 60 --mem-per-cpu=1M --wrap true)
check 'components of a heterogeneous job are held against the funds of each' test -n "$het"
check 'both of which are used up then' grep -q 'Available: *0.00 GPU-h' <<<"$(said_by gpu -n 1)"
drop "$het"; sleep 1
check 'who has nothing in GPU-h gets nothing there' grep -q 'Available: *0.00 GPU-h' <<<"$(said_by hold carol -p gpu -n 1 -t 60 --mem-per-cpu=1M)"
check 'and all of it in SU' test -n "$(hold carol -p cpu -n 50 -t 60 --mem-per-cpu=1M)"
check 'who was never granted anything is refused nowhere' test -n "$(hold dave -p gpu -n 60 -t 60 --mem-per-cpu=1M)"
sync_bank
same 'sync makes the liens its own, each in its currency' "$(su 8) $(su 60)" "$(of GPU-h queued) $(of SU queued)"
# Whoever would be refused makes the gate look at what was cancelled.
check '2 GPU-h are left' grep -q 'Available: *2.00 GPU-h' <<<"$(said_by gpu -n 3)"
eventually 'the gate gave its own up' 30 0 given_up
ctl scontrol update jobid="$job" Partition=cpu
same 'a job that goes over to the other partition' "$(su 8) " "$(units_of "$job") $(currency_of "$job")"
sync_bank
same 'has its lien in the other currency' "0 $(su 68)" "$(of GPU-h queued) $(of SU queued)"
drop "$one" "$job"; drop -u carol; drop -u dave; sleep 1; sync_bank

run=$(submit alice -p gpu -n 2 -t 60 --mem-per-cpu=1M -o /dev/null --wrap 'sleep 2')
eventually 'a job runs and ends' 30 COMPLETED sh -c "'$dir/bin/sacct' -nXP -j $run -o state"
sync_bank; sync_bank
check 'it is charged in GPU-h' test "$(of GPU-h charged)" -gt 0
same 'and not in SU' 0 "$(of SU charged)"
same 'what is left of GPU-h is what was not charged' "$(($(su 10) - $(of GPU-h charged)))" "$(of GPU-h available)"
check 'the ledger is sound' bank verify
printf '# %s microseconds a decision, %s at most\n' $(($(counter microseconds) / ($(counter submissions) + $(counter changes)))) "$(counter microseconds_longest)"

policy=observe toml "${two[@]}"; seen
bank account set physics --mode enforce >/dev/null
bank allocation close "$(bank allocation list physics --json | tr -d ' \n' | sed 's/},{/}\n{/g' | grep GPU-h | sed -n 's/.*"allocationId":\([0-9]*\).*/\1/p')" >/dev/null
sleep 1
check 'with nothing left of GPU-h only work in GPU-h is held' grep -q 'gres/gpu' <<<"$(bank enforce 2>&1)"
same 'by the limit that the configuration names' gres/gpu=0 "$("$dir/bin/sacctmgr" -nP show assoc account=physics user= format=GrpTRESRunMins | head -n 1)"
run=$(submit alice -p cpu -n 1 -t 1 --mem-per-cpu=1M -o /dev/null --wrap true)
wait=$(submit alice -p gpu -n 1 -t 1 --gres=gpu:1 --mem-per-cpu=1M -o /dev/null --wrap true)
eventually 'a job in SU runs' 30 COMPLETED sh -c "'$dir/bin/sacct' -nXP -j $run -o state"
same 'one in GPU-h waits' PENDING "$(live "$wait")"
bank grant physics '5 GPU-h' --reason more >/dev/null
bank enforce >/dev/null 2>&1
eventually 'and starts when there is something again' 60 COMPLETED sh -c "'$dir/bin/sacct' -nXP -j $wait -o state"
check 'the ledger is sound' bank verify
same 'slurmctld lives' UP "$(alive)"
finish
