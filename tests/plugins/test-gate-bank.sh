#!/usr/bin/env bash
# The gate with the real engine and the real bank: a grant, submissions, syncs, charges. Plugin lien, sync lien and charge of a run are one.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$repository/tests/cluster
. "$here/lib/testing.sh"
. "$repository/tests/plugins/lib/gate.sh"
. "$repository/tests/plugins/lib/bank.sh"
bank_test test-gate-bank

before=$(logged 'cannot be used:')
check 'the bank opens its books' bank init --reason test
check 'and grants 100 SU' bank grant physics 100 --reason test
check 'and publishes for the gate' bank sync
seen
same 'the gate takes tariff and cluster' $((before + 1)) "$(logged 'cannot be used: ')"
answer=$(said_by hold alice -n 101 -t 60 --mem-per-cpu=1M)
check 'what does not fit is refused' grep -q 'Job violates accounting/QOS policy' <<<"$answer"
for line in 'Requested: *' 'Rate: *101.00 SU an hour' 'Time limit: *01:00:00' 'Cost at most: *101.00 SU' 'Account: *physics' 'Granted: *100.00 SU' 'Charged: *0.00 SU' \
    'Running jobs: *0.00 SU' 'Queued jobs: *0.00 SU' 'Available: *100.00 SU' '1.00 SU are missing' 'Would fit: .*--time=' 'Ask: *help@example.org'; do
    check "the refusal says: ${line%%:*}${line##*:}" grep -Eq "$line" <<<"$answer"
done
quote=$(as alice env "SLURMBANK_CONFIG=$SLURMBANK_CONFIG" true; bank quote --user alice -n 101 -t 60 --mem-per-cpu=1M 2>&1 | grep -E '^ *(Rate|Time limit|Cost at most|Available)' | sed 's/^ *//' || true)
[ -z "$quote" ] || same 'slurmbank quote says the same' "$quote" "$(sed 's/^sbatch: error: //' <<<"$answer" | grep -E '^(Rate|Time limit|Cost at most|Available)')"

one=$(hold alice -n 60 -t 60 --mem-per-cpu=1M)
check 'J10 the first of two is accepted' test -n "$one"
check 'J10 the second is refused' grep -q 'Available: *40.00 SU' <<<"$(said_by hold alice -n 60 -t 60 --mem-per-cpu=1M)"
sync_bank
same 'sync makes the lien its own: the same amount' "$(su 60)" "$(figure queued)"
same 'once' 1 "$(liens)"
eventually 'the gate gives its own up' 15 0 counter liens_now
same 'and still 40 are left' "$(su 40)" "$(figure available)"
check 'also for the gate' grep -q 'Available: *40.00 SU' <<<"$(said_by hold alice -n 60 -t 60 --mem-per-cpu=1M)"
same 'J11 a user does not' 1 "$(code_of as alice scontrol update jobid="$one" TimeLimit=6000)"
ctl scontrol update jobid="$one" TimeLimit=90
check 'J11 an operator makes it dearer, before any sync the gate knows' grep -q 'Available: *10.00 SU' <<<"$(said_by hold alice -n 60 -t 60 --mem-per-cpu=1M)"
sync_bank
same 'and the bank then' "$(su 90)" "$(figure queued)"
same 'in one lien' 1 "$(liens)"
answer=$(said_by as alice sbatch -n 6 -t 60 --mem-per-cpu=1M : -n 6 -t 60 --mem-per-cpu=1M --wrap true)
check 'a heterogeneous job is told its sum' grep -q 'Cost at most: *12.00 SU' <<<"$answer"
drop "$one"; sleep 1; sync_bank
same 'cancelled while it waits, it costs nothing and gives all back' "$(su 100)" "$(figure available)"
same 'no lien is left' 0 "$(liens)"

two=$(submit alice --array=0-2 -n 2 -t 60 --mem-per-cpu=1M -o /dev/null --wrap 'sleep 1')
three=$(submit alice -n 4 -t 60 --mem-per-cpu=1M --requeue -o /dev/null --wrap 'sleep 300')
eventually 'a job runs' 20 RUNNING live "$three"
sync_bank
ctl scontrol requeue "$three"; sleep 1
eventually 'an array ends' 30 COMPLETED sh -c "'$dir/bin/sacct' -nXP -j ${two}_2 -o state"
ctl scontrol hold "$three"; sync_bank; sync_bank
same 'requeued, its next run is set aside once' 1 "$(liens)"
drop "$three"; sleep 2; sync_bank; sync_bank
same 'all liens have ended' 0 "$(liens)"
same 'what is left is what was not charged' "$(($(su 100) - $(figure charged)))" "$(figure available)"
check 'something was' test "$(figure charged)" -gt 0
eventually 'the gate holds nothing of its own' 15 0 counter liens_now
check 'each run was charged once' bank verify

four=$(submit alice -n 1 -t 60 --mem-per-cpu=1M -o /dev/null --wrap true)
eventually 'a job begins and ends between two syncs' 20 COMPLETED sh -c "'$dir/bin/sacct' -nXP -j $four -o state"
sync_bank
eventually 'and its lien is given up with its charge' 30 0 given_up

six=$(submit alice -n 10 -t 60 --mem-per-cpu=1M -o /dev/null --wrap 'sleep 300')
seven=$(hold alice -n 5 -t 60 --mem-per-cpu=1M)
eventually 'a job runs, and another one waits' 20 RUNNING live "$six"
sync_bank
eventually 'the bank has both liens' 15 0 counter liens_now
before=$(figure available)
ctl scontrol update jobid="$six" AdminComment='by hand'
ctl scontrol update jobid="$seven" AdminComment='by hand too'
sync_bank
same 'an administrator writes into admin_comment: the liens stay' "2 $before" "$(liens) $(figure available)"
conf Gate=off; seen
ctl scontrol update jobid="$six" AdminComment='by hand'
ctl scontrol update jobid="$seven" AdminComment='by hand too'
same 'past the gate the keys are gone' ' ' "$(token_of "$six") $(token_of "$seven")"
conf; seen
sync_bank; sync_bank
same 'the bank knows the jobs: the liens stay, and are no more than they were' "2 $before" "$(liens) $(figure available)"
drop "$six" "$seven"; sleep 2; sync_bank; sync_bank
same 'both end once' 0 "$(liens)"
same 'and what is left is what was not charged' "$(($(su 100) - $(figure charged)))" "$(figure available)"
check 'the ledger is sound' bank verify

toml 'admin_comment = false'; seen
five=$(hold alice -n 10 -t 60 --mem-per-cpu=1M)
same 'a site that keeps admin_comment to itself' '' "$(comment_of "$five")"
sync_bank
eventually 'has its liens known by user, account and time' 15 0 counter liens_now
same 'and gated all the same' gated "$(bank liens --json | tr -d ' \n' | sed -n 's/.*"kind":"\([a-z]*\)".*/\1/p')"
printf '# %s microseconds a decision, %s at most\n' $(($(counter microseconds) / ($(counter submissions) + $(counter changes)))) "$(counter microseconds_longest)"
same 'slurmctld lives' UP "$(alive)"
finish
