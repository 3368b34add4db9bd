# The module's tests in a real PowerShell: the one on PATH, else one from the package registries, kept in a private folder.

readonly PESTER_VERSION=5.7.1

pester_folder() { printf '%s' "${SLURMBANK_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/slurmbank}"; }

# What needs no cluster, but the sample, and takes as long as half of all others.
readonly PESTER_EXAMPLES=HelpExamples.Tests.ps1

# pester_files PART: the first five eighths of the files, or the rest, which take as long, or the examples of the pages. Processes of their own
# are done in a third of the time.
pester_files() {
    local files first
    mapfile -t files < <(find tests/module -maxdepth 1 -name '*.Tests.ps1' ! -name "$PESTER_EXAMPLES" -printf '%f\n' | LC_ALL=C sort)
    [ "${#files[@]}" != 0 ] || return 0
    first=$((${#files[@]} * 5 / 8))
    case $1 in
        1) files=("${files[@]:0:first}") ;;
        2) files=("${files[@]:first}") ;;
        *) files=("$PESTER_EXAMPLES") ;;
    esac
    printf '%s\n' "${files[@]}"
}

# pester_count PART: the number of It blocks, which is what would run.
pester_count() {
    { pester_files "$1" | sed 's|^|tests/module/|' | xargs -r cat 2>/dev/null || true; } | grep -cE '^[[:space:]]*It[[:space:]]' || true
}

# Prints the path of a pwsh, or nothing.
find_pwsh() {
    local tool
    tool=$(pester_folder)/pwsh
    if command -v pwsh; then return 0; fi
    if [ ! -x "$tool/pwsh" ]; then
        timeout 300 dotnet tool install --tool-path "$tool" PowerShell >"$results/pwsh-install.log" 2>&1 </dev/null || return 0
    fi
    [ ! -x "$tool/pwsh" ] || printf '%s\n' "$tool/pwsh"
}

# Prints a folder for PSModulePath that holds Pester 5, or `installed` where pwsh has it by itself, or nothing.
find_pester() {
    local pwsh=$1 folder
    folder=$(pester_folder)/modules
    if timeout 60 "$pwsh" -NoProfile -NonInteractive -Command \
        'exit [int](-not (Get-Module -ListAvailable Pester | Where-Object Version -ge ([version]"5.0")))' >/dev/null 2>&1 </dev/null; then
        echo installed
        return 0
    fi
    [ -d "$folder/Pester" ] || pester_from_nuget "$folder" || pester_from_gallery "$pwsh" "$folder" || return 0
    printf '%s\n' "$folder"
}

pester_from_nuget() {
    local work=$results/pester packages
    mkdir -p "$work"
    packages=$work/packages
    cat >"$work/pester.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net8.0</TargetFramework><ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally></PropertyGroup>
  <ItemGroup><PackageDownload Include="Pester" Version="[$PESTER_VERSION]" /></ItemGroup>
</Project>
PROJECT
    timeout 120 dotnet restore "$work/pester.csproj" --packages "$packages" >"$results/pester-install.log" 2>&1 </dev/null || return 1
    local manifest
    manifest=$(find "$packages/pester" -name Pester.psd1 -print -quit)
    [ -n "$manifest" ] || return 1
    mkdir -p "$1"
    cp -r "$(dirname "$manifest")" "$1/Pester"
}

pester_from_gallery() {
    mkdir -p "$2"
    timeout 120 "$1" -NoProfile -NonInteractive -Command \
        "Save-PSResource Pester -Version $PESTER_VERSION -Path '$2' -TrustRepository -ErrorAction Stop" \
        >>"$results/pester-install.log" 2>&1 </dev/null && [ -d "$2/Pester" ]
}

# pester_suite PART
pester_suite() {
    local count pwsh modules lock name=Pester-$1 code=0
    count=$(pester_count "$1")
    [ "$count" != 0 ] || return 0
    # One of them fetches what is missing.
    exec {lock}>"$results/pester.lock"
    flock "$lock"
    pwsh=$(find_pwsh)
    modules=
    [ -z "$pwsh" ] || modules=$(find_pester "$pwsh")
    exec {lock}>&-
    if [ -z "$pwsh" ] || [ -z "$modules" ]; then
        local missing=pwsh
        [ -z "$pwsh" ] || missing=Pester
        passed=0 failed=0 skipped=$count
        report "$name" "0 of $count ran (no $missing)"
        return 0
    fi
    [ "$1" != examples ] || export SLURMBANK_TEST_CLUSTER=none
    [ "$modules" = installed ] || export PSModulePath=$modules${PSModulePath:+:$PSModulePath}
    # shellcheck disable=SC2046 # names of files
    timeout "$limit" "$pwsh" -NoProfile -NonInteractive -File tests/lib/pester.ps1 $(pester_files "$1") >"$results/$name.log" 2>&1 </dev/null || code=$?
    pester_counts "$results/$name.log"
    explain "$name" "$code" "$results/$name.log"
}

# pester_counts LOG. Its last line: PESTER passed failed skipped.
pester_counts() {
    passed=0 failed=0 skipped=0
    read -r passed failed skipped < <(sed -n 's/^PESTER \([0-9]*\) \([0-9]*\) \([0-9]*\)$/\1 \2 \3/p' "$1" | tail -n 1) || true
    passed=${passed:-0} failed=${failed:-0} skipped=${skipped:-0}
}
