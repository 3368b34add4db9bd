#!/usr/bin/env bash
# The gate with the real engine and the real bank: policies of partitions and accounts, lien = "start", and one text for the refusal, the quote and the cmdlet.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$repository/tests/cluster
. "$here/lib/testing.sh"
. "$repository/tests/plugins/lib/gate.sh"
. "$repository/tests/plugins/lib/bank.sh"
bank_test test-gate-policy

check 'the bank opens its books' bank init --reason test
bank grant physics 100 --reason test >/dev/null; bank grant chem 100 --reason test >/dev/null
sync_bank

echo '# policies of partitions and accounts'
answers 'without a rule of its own a partition has the general one' refused alice 101 -p gpu
answers 'and an account too' refused bob 101 -A chem
toml '[gate.partition.gpu]' 'policy = "observe"' '[gate.account.chem]' 'policy = "warn"'; seen
answers 'a partition that is only observed takes what cannot be paid' accepted alice 101 -p gpu
answers 'the others do not' refused alice 101 -p cpu
answers 'of several partitions the strictest counts' refused alice 60 -p gpu,cpu -t 120
answers 'an account that is warned is told, and its job accepted' told bob 101 -A chem
answers "the account's rule goes before the partition's" told bob 101 -A chem -p gpu
answers 'in any case of letters' told bob 101 -A CHEM
check 'each is counted' test "$(counter short_observed)" -ge 1 -a "$(counter short_warned)" -ge 3
same 'what was let through unpaid sets nothing aside' 0 "$(counter liens_now)"
policy=warn toml '[gate.partition.cpu]' 'policy = "enforce"' '[gate.account.chem]' 'policy = "observe"'; seen
answers 'a general warn is told' told alice 101 -p gpu
answers 'the default partition has its rule where none is named' refused alice 101
answers 'and the account before it' accepted bob 101 -A chem
toml 'missing_snapshot = "refuse"' '[gate.partition.gpu]' 'missing_snapshot = "allow"' '[gate.account.chem]' 'missing_snapshot = "allow"'
mv "$gate/gate.snapshot" "$gate/away"; seen
answers 'without figures a partition may refuse' refused alice 1 -p cpu
answers 'and another one not' accepted alice 1 -p gpu
answers 'and an account not' accepted bob 1 -A chem -p cpu
mv "$gate/away" "$gate/gate.snapshot"
drop -u alice; drop -u bob

echo '# lien = "start"'
toml; sync_bank
one=$(job alice 60)
answers 'with lien = "submit" a second job of 60 does not fit' refused alice 60
drop "$one"
sleep 1.2
answers 'whoever cancels a job that never ran may submit another one at once' accepted alice 60
drop -u alice; sync_bank
sleep 1.2; answers 'and again' refused alice 101
same 'for the lien has ended' 0 "$(counter liens_now)"
toml 'lien = "start"'; seen
one=$(job alice 60) two=$(job alice 60)
check 'with lien = "start" two jobs of 60 may wait' test -n "$one" -a -n "$two"
same 'they carry no lien' ' ' "$(token_of "$one") $(token_of "$two")"
same 'and the gate has none' 0 "$(counter liens_now)"
answers 'a job that does not fit by itself is refused all the same' refused alice 101
check 'and a heterogeneous job by its sum' grep -q 'Cost at most: *120.00 SU' <<<"$(said_by as alice sbatch -n 60 -t 60 --mem-per-cpu=1M : -n 60 -t 60 --mem-per-cpu=1M --wrap true)"
check 'also where another account stands between' grep -q 'Cost at most: *120.00 SU' <<<"$(said_by as bob sbatch -n 60 -t 60 --mem-per-cpu=1M : -A chem -n 1 -t 60 --mem-per-cpu=1M : -A physics -n 60 -t 60 --mem-per-cpu=1M --wrap true)"
sync_bank
same 'the bank shows them as demand' "$(su 120)" "$(figure queued)"
same 'and all is still available' "$(su 100)" "$(figure available)"
check 'a user may make a waiting job longer, up to what there is' as alice scontrol update jobid="$two" TimeLimit=90
same 'and no further' 1 "$(code_of as alice scontrol update jobid="$two" TimeLimit=120)"
same 'that sets nothing aside either' 0 "$(counter liens_now)"
ctl scontrol release "$one"
eventually 'one starts' 30 RUNNING live "$one"
sync_bank
same 'started, it counts' "$(su 40)" "$(figure available)"
answers 'so that another one of 60 does not fit' refused alice 60
answers 'and one of 40 does' accepted alice 40
ctl scontrol release "$two"
eventually 'the other, which waited, is not held back by the gate' 30 RUNNING live "$two"
sync_bank
same 'and the account goes below zero by it' "$(su -50)" "$(figure available)"
drop -u alice; sync_bank
toml '[gate.partition.gpu]' 'lien = "start"'; sync_bank; sync_bank
one=$(job alice 60 -p gpu) two=$(job alice 60 -p cpu) three=$(job alice 20 -p gpu,cpu)
same 'a partition may have it by itself' '' "$(token_of "$one")"
same 'the others set aside, and of several partitions the stricter rule counts' "$(su 60) $(su 20)" "$(units_of "$two") $(units_of "$three")"
drop -u alice

echo '# one text'
toml; sync_bank; job alice 101 >/dev/null; sync_bank
eventually 'nothing is promised' 30 0 given_up
plain() { sed 's/^sbatch: error: //' | grep -E '^(Requested|Rate|Time limit|Cost at most|Account|Granted|Charged|Running jobs|Queued jobs|Available|Answer|Would fit|Ask):'; }
refusal=$(job alice 101 | plain)
same 'a refusal says all of it' 13 "$(wc -l <<<"$refusal")"
same 'slurmbank quote says the same, word for word' "$refusal" "$(bank quote --user alice -n 101 -t 60 --mem-per-cpu=1M | plain || true)"
many=$(job alice 30 --array=0-9 | plain)
same 'of an array too' "$many" "$(bank quote --user alice -n 30 -t 60 --mem-per-cpu=1M --array=0-9 | plain || true)"
if command -v pwsh >/dev/null && [ -e "$repository/module/bin/SlurmBank.PowerShell.dll" ]; then
    answer=$(pwsh -NoProfile -NonInteractive -Command "Import-Module '$repository/SlurmBank.psd1'; Test-SlurmJob -User alice -Option '-n 101 -t 60 --mem-per-cpu=1M'
        \$decision = Test-SlurmJob -User alice -Option '-n 101 -t 60 --mem-per-cpu=1M' -Detailed; \$decision.Action; \$decision.Text")
    same 'Test-SlurmJob is false, and says that the gate refuses' 'False refuse' "$(head -n 2 <<<"$answer" | tr '\n' ' ' | sed 's/ $//')"
    same 'with the same text' "$refusal" "$(plain <<<"$answer")"
else
    echo 'skip - Test-SlurmJob: there is no pwsh or no module here'
fi
same 'slurmctld lives' UP "$(alive)"
finish
