#!/usr/bin/env bash
# Builds SlurmBank, tests it, shows it. Needs a .NET SDK 10 and no PowerShell; `./build.sh help` tells the rest.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
readonly repository=$PWD stage=$PWD/artifacts/stage
umask 022
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 SLURMBANK_REPOSITORY=$repository

help() {
    cat <<'HELP'
./build.sh                  builds everything this machine can build: libraries, out/slurmbank, module/bin, out/plugins
./build.sh demo [--keep]    a real Slurm, banked: the whole story in a few minutes (root)
./build.sh test [WORD...]   every test this machine can run, or the suites whose names contain a word;
                            the last line is `N passed, N failed, N skipped`
./build.sh bench [ARGS]     benchmarks, as ratios against their peers
./build.sh soak [MINUTES]   the long random runs; they print their seeds
./build.sh package          packages of the module, of slurmbank and of the plugins, with checksums, in artifacts/packages
./build.sh clean            removes what was built
SLURM_PREFIX=/opt/slurm-x   makes the cluster of demo and test run that installed Slurm instead of Debian's
HELP
}

say() { printf '%s\n' "$*"; }

refuse() {
    printf 'build.sh: %s\n' "$@" >&2
    exit 1
}

need_sdk() {
    if command -v dotnet >/dev/null && grep -q '^10\.' <<<"$(dotnet --list-sdks)"; then return 0; fi
    refuse 'SlurmBank is built with the .NET SDK 10, and there is none on PATH.' \
        'Get it as the package dotnet-sdk-10.0 of your distribution or of Microsoft'"'"'s,' \
        'or without root: dotnet-install.sh --channel 10.0, then put ~/.dotnet on PATH.'
}

need_root() {
    [ "$(id -u)" = 0 ] || refuse "'$1' brings up a real Slurm with several users, and only root can do that." \
        "Try: sudo ./build.sh $1      (it changes nothing outside its own folder; './build.sh test' runs what it can without root)"
}

has() { [ -e "src/$1/$1.csproj" ] || [ -e "tests/$1/$1.csproj" ]; }

dotnet_quiet() {
    dotnet "$@" -c Release -v quiet -nologo -clp:NoSummary
}

# Publishes for this machine, ahead-of-time compiled where the compiler for that can be restored: a start is then faster.
publish() {
    local project=$1 target=$2
    shift 2
    rm -rf "$target"
    dotnet_quiet publish "src/$project/$project.csproj" --use-current-runtime --self-contained false -o "$target" "$@"
}

# replace NEW OLD: puts a finished folder in place of the old one, so that nothing half built or stale is ever found there.
replace() {
    rm -rf "$stage/old"
    mkdir -p "$(dirname "$2")"
    [ ! -e "$2" ] || mv "$2" "$stage/old"
    mv "$1" "$2"
    rm -rf "$stage/old"
}

build_cli() {
    if ! has SlurmBank.Cli; then say 'out/slurmbank: not built (no src/SlurmBank.Cli)'; return 0; fi
    publish SlurmBank.Cli "$stage/cli" -p:PublishReadyToRun=true >"$stage/cli.log" 2>&1 ||
        publish SlurmBank.Cli "$stage/cli" || return 1
    [ -x "$stage/cli/slurmbank" ] || refuse 'src/SlurmBank.Cli did not publish an executable named slurmbank'
    replace "$stage/cli" out/lib/slurmbank
    ln -sfn lib/slurmbank/slurmbank out/slurmbank
    say 'out/slurmbank'
}

# StageModule.targets knows what belongs into the module; it is also what `dotnet build -t:StageModule` of that project makes.
build_module() {
    if ! has SlurmBank.PowerShell; then say 'module/bin: not built (no src/SlurmBank.PowerShell)'; return 0; fi
    dotnet_quiet build src/SlurmBank.PowerShell/SlurmBank.PowerShell.csproj -t:StageModule || return 1
    [ -e module/bin/SlurmBank.PowerShell.dll ] || refuse 'src/SlurmBank.PowerShell staged no module'
    say 'module/bin'
}

# The engine as a C library, for the plugins. What it needs beyond the SDK is a C linker and the native compiler's package.
build_native() {
    local project=src/SlurmBank.Native/SlurmBank.Native.csproj
    if ! has SlurmBank.Native; then say 'out/plugins/libslurmbank.so: not built (no src/SlurmBank.Native)'; return 0; fi
    if [ "$(uname -sm)" != 'Linux x86_64' ]; then say "out/plugins/libslurmbank.so: not built (this is $(uname -sm), it is made for Linux x86_64)"; return 0; fi
    if ! command -v gcc >/dev/null; then say 'out/plugins/libslurmbank.so: not built (no gcc here, which links it)'; return 0; fi
    if ! dotnet restore "$project" -p:PublishNative=true -v quiet -nologo >"$stage/native.log" 2>&1; then
        say 'out/plugins/libslurmbank.so: not built (the package of the native compiler, ILCompiler, cannot be had here):'
        grep -m 1 error "$stage/native.log" | sed 's/^/    /' || true
        return 0
    fi
    rm -rf "$stage/native"
    dotnet_quiet publish "$project" --no-restore -p:PublishNative=true -o "$stage/native" || return 1
    [ -e "$stage/native/libslurmbank.so" ] || refuse 'src/SlurmBank.Native did not publish libslurmbank.so'
    # A process that has the old file mapped keeps it: the new one takes its place by a rename.
    mkdir -p out/plugins
    cp "$stage/native/libslurmbank.so" out/plugins/.libslurmbank.so.new || return 1
    mv -f out/plugins/.libslurmbank.so.new out/plugins/libslurmbank.so
    say 'out/plugins/libslurmbank.so'
}

build_plugins() {
    if [ ! -e plugins/Makefile ]; then
        say 'out/plugins: not built (there is no plugins/Makefile)'
    elif ! command -v gcc >/dev/null || ! command -v make >/dev/null; then
        say 'out/plugins: not built (no gcc or no make here)'
    elif ! plugins/slurm-tree.sh >/dev/null 2>"$stage/slurm-tree.log"; then
        say "out/plugins: not built ($(tail -n 1 "$stage/slurm-tree.log"))"
    else
        make --no-print-directory -C plugins || return 1
    fi
}

build() {
    need_sdk
    mkdir -p "$stage"
    say 'building SlurmBank.sln'
    dotnet_quiet build SlurmBank.sln || return 1
    build_cli || return 1
    build_module || return 1
    build_native || return 1
    build_plugins || return 1
}

demo() {
    need_root demo
    [ -e tests/cluster/demo.sh ] || refuse 'there is no tests/cluster/demo.sh in this checkout yet'
    build || exit 1
    exec tests/cluster/demo.sh "$@"
}

run_tests() {
    local code=0
    # The last line is promised, whatever happens.
    need_sdk
    build || code=$?
    if [ "$code" != 0 ]; then
        say 'build: failed'
        say '0 passed, 1 failed, 0 skipped'
        exit 1
    fi
    exec tests/run.sh "$@"
}

# bench and soak are two verbs of one program.
bench() {
    has SlurmBank.Bench || refuse 'there is no tests/SlurmBank.Bench in this checkout yet'
    build || refuse 'the build failed'
    exec artifacts/bin/SlurmBank.Bench/release/SlurmBank.Bench "$@"
}

soak() {
    [[ ${1:-60} =~ ^[1-9][0-9]*$ ]] || refuse "soak takes minutes, not '$1'"
    build || refuse 'the build failed'
    exec tests/soak.sh "${1:-60}"
}

package() {
    build || refuse 'the build failed'
    exec packaging/package.sh
}

main() {
    local verb=${1:-build}
    [ $# = 0 ] || shift
    case $verb in
        build) build || refuse 'the build failed' ;;
        demo) demo "$@" ;;
        test) run_tests "$@" ;;
        bench) bench bench "$@" ;;
        soak) soak "$@" ;;
        package) package ;;
        clean) rm -rf artifacts out module/bin en-US ;;
        help | --help | -h) help ;;
        *) help >&2; refuse "unknown verb '$verb'" ;;
    esac
}

main "$@"
