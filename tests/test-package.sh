#!/usr/bin/env bash
# What `./build.sh package` makes, installed into empty folders and used from there: the archives, the module, the plugins; and taken away again.
set -euo pipefail
tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$tests/cluster/lib/testing.sh"
root=$(cd "$tests/.." && pwd)
packages=$root/artifacts/packages
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export HOME=$scratch/home
mkdir "$HOME"
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$root/Directory.Build.props")

# What lies under a folder, a line each.
inventory() { (cd "$1" && find . -mindepth 1 | sort); }
code_of() { local code=0; "$@" >"$scratch/out" 2>&1 || code=$?; echo "$code"; }
said() { if grep -q -- "$1" "$scratch/out"; then echo yes; else cat "$scratch/out"; fi; }

# It packs what is built, and builds nothing itself.
same 'the packages are made' 0 "$(code_of "$root/packaging/package.sh")"
cp "$packages/SHA256SUMS" "$scratch/first"
check 'their checksums are right' bash -c "cd '$packages' && sha256sum --quiet -c SHA256SUMS"
same 'every package has one' "$(cd "$packages" && find . -type f ! -name SHA256SUMS -printf '%P\n' | sort)" "$(sed 's/^[0-9a-f]*  //' "$packages/SHA256SUMS" | sort)"
"$root/packaging/package.sh" >/dev/null
same 'made again, the archives are the same bytes' "$(grep tar.gz "$scratch/first")" "$(grep tar.gz "$packages/SHA256SUMS")"

mkdir "$scratch/archive" "$scratch/prefix"
tar -C "$scratch/archive" -xzf "$packages"/slurmbank-"$version"-linux-*.tar.gz
folder=$(find "$scratch/archive" -mindepth 1 -maxdepth 1)
prefix=$scratch/prefix
same 'make install works from the archive' 0 "$(code_of make -C "$folder" install PREFIX="$prefix")"
same 'slurmbank runs from where it was installed' "$version" "$("$prefix/bin/slurmbank" --version 2>&1 | grep -o "$version" | head -n 1)"
check 'its completion is a script that bash can read' bash -n "$prefix/share/bash-completion/completions/slurmbank"
inventory "$prefix" >"$scratch/installed"
same 'make install a second time works' 0 "$(code_of make -C "$folder" install PREFIX="$prefix")"
same 'and leaves the same files' "$(cat "$scratch/installed")" "$(inventory "$prefix")"
same 'make install obeys DESTDIR' 0 "$(code_of make -C "$folder" install PREFIX=/usr DESTDIR="$scratch/stage")"
check 'and puts nothing elsewhere' test -x "$scratch/stage/usr/bin/slurmbank"

# The module, found by its name alone.
cat >"$scratch/use.ps1" <<'PWSH'
$ErrorActionPreference = 'Stop'
Import-Module -Name SlurmBank
$module = Get-Module -Name SlurmBank
$folder = Join-Path -Path $args[0] -ChildPath 'bank'
$null = New-Item -ItemType Directory -Path $folder -Force
$config = Join-Path -Path $folder -ChildPath 'bank-config.toml'
Set-Content -Path $config -Value "[ledger]`npath = `"$folder/ledger.db`"`nsnapshot = `"$folder/snapshot.json`"`n[site]`ntime_zone = `"Europe/Vienna`""
$env:SLURMBANK_CONFIG = $config
# A ledger without asking Slurm.
$loader = $module.ImplementingAssembly.GetType('SlurmBank.PowerShell.Internal.LedgerLoader')
$loader.GetMethod('Create', [Reflection.BindingFlags]'NonPublic, Static').Invoke($null, @("$folder/ledger.db")).Dispose()
$null = New-SlurmAllocation -Account physics -Amount 100 -Reference package -WarningAction SilentlyContinue
"base $($module.ModuleBase)"
"version $($module.Version)"
"balance $((Get-SlurmBalance -Account physics).Available)"
"help $((Get-Help -Name Get-SlurmBalance).Synopsis.Trim().Length -gt 20)"
"about $((Get-Help -Name about_SlurmBank).Length -gt 1000)"
"missing $(@($module.FileList | Where-Object { -not (Test-Path -Path $_) }).Count) of $($module.FileList.Count -gt 20)"
"notes $($module.PrivateData.PSData.ReleaseNotes.Length -gt 100)"
PWSH
use() { PSModulePath=$1 SLURMBANK_CONFIG='' pwsh -NoProfile -NonInteractive -File "$scratch/use.ps1" "$2" 2>&1; }
expected() { printf 'base %s\nversion %s\nbalance 100\nhelp True\nabout True\nmissing 0 of True\nnotes True\n' "$1" "$version"; }
modules=$prefix/share/powershell/Modules
if command -v pwsh >/dev/null; then
    mkdir "$scratch/a" "$scratch/b" "$scratch/c" "$scratch/unpacked" "$scratch/gallery"
    same 'the installed module is found by its name, and works' "$(expected "$modules/SlurmBank/$version")" "$(use "$modules" "$scratch/a")"
    same 'what it granted, slurmbank sees' 100 \
        "$(SLURMBANK_CONFIG=$scratch/a/bank/bank-config.toml "$prefix/bin/slurmbank" balance physics --json | grep -m 1 '"available"' | grep -o '[0-9.]*')"
    tar -C "$scratch/unpacked" -xzf "$packages/SlurmBank-$version-module.tar.gz"
    same 'so does the unpacked one' "$(expected "$scratch/unpacked/SlurmBank/$version")" "$(use "$scratch/unpacked" "$scratch/b")"
    if command -v unzip >/dev/null; then
        mkdir -p "$scratch/gallery/SlurmBank/$version"
        unzip -q "$packages/SlurmBank.$version.nupkg" -d "$scratch/gallery/SlurmBank/$version"
        same 'and the one of the gallery' "$(expected "$scratch/gallery/SlurmBank/$version")" "$(use "$scratch/gallery" "$scratch/c")"
    else
        echo "skip - the package of the gallery: no unzip here"
    fi
else
    echo 'skip - the module from its packages: no pwsh here'
fi

touch "$prefix/lib/ours-not" "$prefix/share/powershell/keep"
same 'make uninstall works' 0 "$(code_of make -C "$folder" uninstall PREFIX="$prefix")"
same 'and leaves no file but what was not ours' $'./lib/ours-not\n./share/powershell/keep' "$(cd "$prefix" && find . ! -type d | sort)"

plugins=$(find "$packages" -name 'slurmbank-plugins-*.tar.gz')
if [ -n "$plugins" ]; then
    mkdir "$scratch/plugins" "$scratch/slurm"
    tar -C "$scratch/plugins" -xzf "$plugins"
    folder=$(find "$scratch/plugins" -mindepth 1 -maxdepth 1)
    touch "$scratch/slurm/select_other.so"
    same 'the plugins are installed' 0 "$(code_of make -C "$folder" install-plugins PLUGINDIR="$scratch/slurm")"
    same 'all that were built' "$(cd "$root/out/plugins" && ls -- *.so; echo select_other.so)" "$(cd "$scratch/slurm" && ls -A -- * | sort | awk '$0 != "select_other.so"'; echo select_other.so)"
    same 'the archive has the sources for a site'"'"'s own Slurm' yes "$([ -e "$folder/plugins/Makefile" ] && [ -e "$folder/plugins/job_submit/record.c" ] && echo yes)"
    same 'they are taken away again' 0 "$(code_of make -C "$folder" uninstall-plugins PLUGINDIR="$scratch/slurm")"
    same 'and nothing else' select_other.so "$(ls -A "$scratch/slurm")"
    same 'an empty out/plugins is refused' 2 "$(rm -f "$folder"/out/plugins/*.so; code_of make -C "$folder" install-plugins PLUGINDIR="$scratch/slurm")"
    same 'with what to do' yes "$(said 'out/plugins is empty')"
else
    echo 'skip - the archive of the plugins: out/plugins/libslurmbank.so is not built here'
fi
finish
