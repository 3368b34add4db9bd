#!/bin/sh
# The sample's sendmail: keeps each mail in a file beside the sample's ledger, and sends nothing.
here=$(cd "$(dirname "$0")/.." && pwd) || exit 1
cat >>"$here/mail.txt"
