# Debian's packages, unpacked into a folder of the cache. Nothing is installed: dpkg never hears of them,
# no maintainer script runs, so no user, no service and no file of /etc comes into being.

readonly PACKAGES=(slurmctld slurmd slurmdbd slurm-client slurm-wlm-mysql-plugin slurm-wlm-basic-plugins
    munge mariadb-server-core mariadb-client-core)

# Sets `root` to the unpacked tree. What is cached is used without asking apt, as long as the machine's own packages stay the same.
packages_root() {
    local stamp key
    mkdir -p "$cache"
    stamp=$cache/resolved-$(packages_machine)
    if [ -s "$stamp" ] && key=$(<"$stamp") && [ -e "$cache/root-$key/.complete" ]; then
        root=$cache/root-$key
        return 0
    fi
    exec {packages_lock}>"$cache/packages.lock"
    flock -w 300 "$packages_lock" || fail "another download has held $cache/packages.lock for five minutes"
    packages_resolve
    [ -e "$root/.complete" ] || packages_unpack
    printf '%s\n' "${root##*/root-}" >"$stamp.new"
    mv -f "$stamp.new" "$stamp"
    exec {packages_lock}>&-
}

# The dependencies that are missing depend on what is installed already.
packages_machine() {
    { printf '%s\n' "${PACKAGES[@]}"; stat -c '%Y %s' /var/lib/dpkg/status; uname -m; } | sha256sum | cut -c1-16
}

# apt's own state (lists, caches, locks) stays as found too.
apt_private() {
    local options=(-o Debug::NoLocking=1 -o Dir::Cache::archives="$cache/archives" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache=)
    [ ! -d "$cache/lists" ] || options+=(-o Dir::State::lists="$cache/lists")
    LC_ALL=C apt-get -q -y --no-install-recommends "${options[@]}" "$@"
}

# An archive folder that stays empty: apt prints no address of what is downloaded already.
packages_uris() {
    mkdir -p "$cache/none/partial"
    apt_private -o Dir::Cache::archives="$cache/none" --print-uris install "${PACKAGES[@]}" 2>"$cache/apt.log" | awk -F"'" '/^\x27/ { print $2 }'
}

packages_update() {
    mkdir -p "$cache/lists/partial"
    apt_private update >"$cache/apt.log" 2>&1 || true
}

# Names the tree after the exact packages that it is made of.
packages_resolve() {
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null ||
        cannot "this is no Debian: the test cluster is made of Debian's packages"
    mkdir -p "$cache/archives/partial"
    uris=$(packages_uris) || uris=
    if [ -z "$uris" ]; then
        say "no package lists yet: fetching them into the cache"
        packages_update
        uris=$(packages_uris) || uris=
    fi
    [ -n "$uris" ] || packages_all_installed || { show_log "$cache/apt.log"; cannot "apt knows no way to Slurm's packages"; }
    root=$cache/root-$(printf '%s\n' "$uris" | sha256sum | cut -c1-16)
}

packages_all_installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}\n' "${PACKAGES[@]}" 2>/dev/null | sort -u)" = installed ]
}

packages_download() {
    apt_private --download-only install "${PACKAGES[@]}" >"$cache/apt.log" 2>&1 && return 0
    # The lists may be older than the mirror: newer ones, kept in the cache, name the files that are there now.
    packages_update
    uris=$(packages_uris)
    root=$cache/root-$(printf '%s\n' "$uris" | sha256sum | cut -c1-16)
    apt_private --download-only install "${PACKAGES[@]}" >"$cache/apt.log" 2>&1 ||
        { show_log "$cache/apt.log"; cannot "Debian's packages could not be downloaded"; }
}

packages_unpack() {
    say "downloading Debian's packages"
    packages_download
    [ ! -e "$root/.complete" ] || return 0
    say "unpacking into $root"
    local part=$root.part uri file link
    rm -rf "$part"
    mkdir -p "$part"/usr/{bin,sbin,lib} "$part/etc"
    # Debian's root has these as links into /usr; packages still name the old paths.
    for link in bin sbin lib; do ln -s "usr/$link" "$part/$link"; done
    for uri in $uris; do
        file=$(packages_archive "$uri")
        dpkg-deb --fsys-tarfile "$file" | tar -x -C "$part" --keep-directory-symlink
    done
    # Debian's install scripts would link slurmctld to slurmctld-wlm and the like.
    for file in "$part"/usr/bin/*-wlm "$part"/usr/sbin/*-wlm; do
        [ ! -e "$file" ] || [ -e "${file%-wlm}" ] || ln -s "${file##*/}" "${file%-wlm}"
    done
    chmod 755 "$part"
    touch "$part/.complete"
    rm -rf "$root"
    mv "$part" "$root"
}

# The file name in a URI has %2b for +; apt stores it as + but keeps an epoch's %3a.
packages_archive() {
    local base=${1##*/} file package version
    base=${base//%2b/+}
    file=$cache/archives/$base
    if [ ! -s "$file" ]; then
        package=${base%%_*} version=${base#*_}
        file=$(find "$cache/archives" -maxdepth 1 -name "${package}_*%3a$version" -print -quit)
    fi
    [ -n "$file" ] && [ -s "$file" ] || fail "apt downloaded no $base"
    printf '%s\n' "$file"
}
