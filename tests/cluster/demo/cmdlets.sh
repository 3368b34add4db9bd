# The second half again, told by the cmdlets, where there is a PowerShell.

# Accounts that the story has granted something by the end.
granted_accounts=2

# The pwsh on PATH, or the one that `build.sh test` has put into its private folder.
cmdlets_pwsh() {
    command -v pwsh && return 0
    local private=${SLURMBANK_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/slurmbank}/pwsh/pwsh
    [ ! -x "$private" ] || printf '%s\n' "$private"
}

cmdlets_here() { [ -n "$(cmdlets_pwsh)" ] && [ -e "$repository/module/bin/SlurmBank.PowerShell.dll" ]; }

cmdlets_story() {
    cmdlets_here || return 0
    local pwsh code=0
    pwsh=$(cmdlets_pwsh)
    step 'The same by the cmdlets, for industry'
    typed=demo/cmdlets.ps1
    (cd "$repository" && "$pwsh" -NoProfile -NonInteractive -File "$here/demo/cmdlets.ps1" "$repository") </dev/null 2>&1 | tee "$folder/transcript" || code=$?
    [ "$code" != 130 ] || exit 130
    [ "$code" = 0 ] || mismatch 'what the cmdlets show is right' 'see above'
    granted_accounts=3
    [ -z "$transcript" ] || cp "$folder/transcript" "$transcript"
}

cmdlets_missing() {
    if cmdlets_here; then return 0; fi
    say "" "There is no PowerShell here, so the cmdlets' part was left out. To see it:" \
        "  dotnet tool install --global PowerShell && export PATH=\$PATH:\$HOME/.dotnet/tools && ./build.sh demo"
}
