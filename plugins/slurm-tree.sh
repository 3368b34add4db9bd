#!/usr/bin/env bash
# slurm-tree.sh: finds Slurm's headers and source for the plugins and prints two lines for make, `SLURM_INC = FOLDER` and `SLURM_SRC = FOLDER`.
# In this order: SLURM_SRC=FOLDER (a site's own tree), SLURM_PREFIX=FOLDER (an installed Slurm), the machine's libslurm-dev, else Debian's
# packages, which are downloaded into the cache (SLURMBANK_CACHE) and unpacked there; nothing is installed. Without source SLURM_SRC stays empty.
# Exit code 77, with the reason on standard error: there are no headers to be had here.
set -euo pipefail
cache=${SLURMBANK_CACHE:-${HOME:-/root}/.cache/slurmbank}

cannot() { printf 'slurm-tree.sh: %s\n' "$*" >&2; exit 77; }
found() { printf 'SLURM_INC = %s\nSLURM_SRC = %s\n' "$1" "${2:-}"; exit 0; }

version_of() { sed -n 's/^#define[ \t]*SLURM_VERSION_NUMBER[ \t]*\(0x[0-9a-fA-F]*\).*/\1/p' "$1/slurm/slurm_version.h"; }

# A tree that was not configured has no slurm_version.h: its META file has the same numbers.
version_header() {
    local source=$1 target=$2
    mkdir -p "$target/slurm"
    awk '/^[ \t]*(Major|Minor|Micro):/ { sub(/^[ \t]+/, ""); split($0, part, /:[ \t]*/); number[part[1]] = part[2] + 0 }
        END { printf "#define SLURM_VERSION_NUMBER 0x%02x%02x%02x\n", number["Major"], number["Minor"], number["Micro"] }' "$source/META" >"$target/slurm/slurm_version.h.new"
    cat >>"$target/slurm/slurm_version.h.new" <<'H'
#define SLURM_VERSION_MAJOR(a) (((a) >> 16) & 0xff)
#define SLURM_VERSION_MINOR(a) (((a) >> 8) & 0xff)
#define SLURM_VERSION_MICRO(a) ((a) & 0xff)
#define SLURM_VERSION_NUM(a, b, c) (((a) << 16) + ((b) << 8) + (c))
H
    mv -f "$target/slurm/slurm_version.h.new" "$target/slurm/slurm_version.h"
    local header
    for header in slurm.h slurmdb.h slurm_errno.h spank.h smd_ns.h pmi.h; do
        [ ! -e "$source/slurm/$header" ] || ln -sfn "$source/slurm/$header" "$target/slurm/$header"
    done
}

from_source() {
    local source
    source=$(cd "$1" && pwd) || cannot "there is no folder $1"
    [ -e "$source/src/slurmctld/slurmctld.h" ] || cannot "$source is no source tree of Slurm"
    if [ -e "$source/slurm/slurm_version.h" ]; then found "$source" "$source"; fi
    [ -e "$source/META" ] || cannot "$source has neither slurm/slurm_version.h nor META"
    local include
    include=$cache/plugins/include-$(printf '%s' "$source" | sha256sum | cut -c1-16)
    version_header "$source" "$include"
    found "$include" "$source"
}

apt_lists() {
    mkdir -p "$work/lists/partial" "$work/part"
    local file
    : >"$work/debian.sources"
    for file in /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list.d/ubuntu.sources; do
        [ ! -e "$file" ] || { sed 's/^Types:.*/Types: deb deb-src/' "$file"; printf '\n'; } >>"$work/debian.sources"
    done
    if [ -s "$work/debian.sources" ]; then
        work_sources=$work/debian.sources
    else
        sed -n 's/^deb \(.*\)/deb \1\ndeb-src \1/p' /etc/apt/sources.list >"$work/debian.list" 2>/dev/null || true
        work_sources=$work/debian.list
    fi
}

download() {
    local wanted=$1
    apt_lists
    # Lists and archives of our own: most machines have no lists of sources.
    apt_private() { LC_ALL=C apt-get -q -o Debug::NoLocking=1 -o APT::Sandbox::User=root -o Dir::State::lists="$work/lists" \
        -o Dir::Etc::sourcelist="$work_sources" -o Dir::Etc::sourceparts=- -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= "$@"; }
    apt_private update >"$work/apt.log" 2>&1 || true
    (cd "$work/part" && apt_private download "libslurm-dev$wanted" >>"$work/apt.log" 2>&1) || return 1
    (cd "$work/part" && apt_private --download-only source "slurm-wlm$wanted" >>"$work/apt.log" 2>&1) || true
}

unpack() {
    local deb tar
    deb=$(find "$work/part" -name 'libslurm-dev_*.deb' -print -quit)
    [ -n "$deb" ] || return 1
    rm -rf "$tree.part"
    mkdir -p "$tree.part/source"
    dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$tree.part" ./usr/include
    tar=$(find "$work/part" -name 'slurm-wlm_*.orig.tar.*' -not -name '*.asc' -print -quit)
    [ -z "$tar" ] || tar -xf "$tar" -C "$tree.part/source" --strip-components=1
    # Debian's corrections may change a struct: where one does and cannot be applied, there is no source.
    tar=$(find "$work/part" -name 'slurm-wlm_*.debian.tar.*' -print -quit)
    if [ -n "$tar" ]; then
        mkdir "$tree.part/debian"
        tar -xf "$tar" -C "$tree.part/debian" --strip-components=1
        patches
    fi
    rm -rf "$work/part" "$tree"
    mv "$tree.part" "$tree"
}

patches() {
    local name
    command -v patch >/dev/null || { ! grep -qs '^+++ .*/slurmctld\.h' "$tree.part"/debian/patches/* || rm -rf "$tree.part/source"; return 0; }
    while read -r name; do
        case $name in '' | '#'*) continue ;; esac
        patch -s -p1 -d "$tree.part/source" <"$tree.part/debian/patches/${name%% *}" >/dev/null 2>&1 || true
    done <"$tree.part/debian/patches/series"
}

from_debian() {
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || cannot 'no headers of Slurm, and this is no Debian: name them with SLURM_SRC= or SLURM_PREFIX='
    local version
    version=$(apt-cache policy slurmctld 2>/dev/null | awk '/Candidate:/ { print $2 }')
    [ "$version" != '(none)' ] || version=
    work=$cache/plugins/work tree=$cache/plugins/slurm-${version:-newest}
    mkdir -p "$work"
    exec {lock}>"$cache/plugins/lock"
    flock -w 300 "$lock" || cannot 'another download has held the cache for five minutes'
    if [ ! -e "$tree/usr/include/slurm/slurm.h" ]; then
        download "${version:+=$version}" && unpack || cannot "Debian's libslurm-dev could not be downloaded ($work/apt.log)"
    fi
    local source=$tree/source
    [ -e "$source/src/slurmctld/slurmctld.h" ] || source=
    found "$tree/usr/include" "$source"
}

if [ -n "${SLURM_SRC:-}" ]; then from_source "$SLURM_SRC"; fi
for include in ${SLURM_PREFIX:+"$SLURM_PREFIX/include"} ${SLURM_PREFIX:+"$SLURM_PREFIX/include/slurm"}; do
    [ ! -e "$include/slurm/slurm.h" ] || found "$include"
done
[ -z "${SLURM_PREFIX:-}" ] || cannot "there are no headers under $SLURM_PREFIX/include"
if [ -e /usr/include/slurm/slurm.h ]; then
    # Debian's tree of the same version has the source too.
    answer=$(from_debian 2>/dev/null) || answer=
    include=$(sed -n 's/^SLURM_INC = //p' <<<"$answer")
    if [ -n "$include" ] && [ "$(version_of "$include")" = "$(version_of /usr/include)" ]; then printf '%s\n' "$answer"; exit 0; fi
    found /usr/include
fi
from_debian
