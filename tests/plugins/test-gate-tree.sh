#!/usr/bin/env bash
# The gate with the real engine and the real bank: accounts that draw on one another, limits of users, funds of one partition. Rows of section 7.3 have their ids.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$repository/tests/cluster
. "$here/lib/testing.sh"
. "$repository/tests/plugins/lib/gate.sh"
. "$repository/tests/plugins/lib/bank.sh"
bank_test test-gate-tree

check 'the bank opens its books' bank init --reason test
ctl sacctmgr -i add account pot cluster=lab >/dev/null
ctl sacctmgr -i add account left,right parent=pot cluster=lab >/dev/null
ctl sacctmgr -i add user alice account=left cluster=lab >/dev/null
ctl sacctmgr -i add user bob account=right cluster=lab >/dev/null
bank grant pot 100 --reason test >/dev/null
check 'left draws on its parent' bank account set left --draw-on-parent yes --reason 'one pot'
check 'and so does right' bank account set right --draw-on-parent yes --reason 'one pot'
sync_bank; seen

echo '# two jobs of two siblings that each fit, but not together'
one=$(job alice 60 -A left)
check 'the first fits' is "$one" accepted
answers 'the second one is refused' refused bob 60 -A right
answers 'what is left is for it' accepted bob 40 -A right
answers 'then nothing is left for either' refused alice 1 -A left
sync_bank; seen
answers 'nor when the bank has counted both' refused bob 1 -A right
drop -u bob
sync_bank; seen
answers 'what a job of the one gave back is for the other' accepted alice 40 -A left
drop -u alice; drop -u bob

echo '# limits of users'
bank grant chem 1000 --reason test >/dev/null
bank account set chem --user-limit bob=5 --reason test >/dev/null
sync_bank; seen
answers 'L1: what is left of the limit is let through to the last' accepted bob 5 -A chem
answer=$(job bob 1 -A chem)
check 'L3: beyond it the least is refused' is "$answer" refused
check 'and the text names the limit' grep -q 'the limit of user bob in this account does not allow this job' <<<"$answer"
answers 'another user has none' accepted carol 6 -A chem
drop -u bob; drop -u carol

echo '# funds of one partition'
bank grant physics 50 --partition gpu --reason test >/dev/null
sync_bank; seen
answers 'L7: who has no share in the grant is refused' refused alice 1 -A physics -p cpu
answers 'of several partitions the one where least is left counts' refused alice 1 -A physics -p gpu,cpu
answers 'where they may be spent they are' accepted alice 10 -A physics -p gpu
finish
