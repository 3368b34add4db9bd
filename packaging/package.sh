#!/usr/bin/env bash
# package.sh: makes the packages of what is built, in artifacts/packages: the module as a gallery takes it and as a folder to unpack,
# archives of slurmbank and of the plugins, and SHA256SUMS. The same commit makes the same archives (SOURCE_DATE_EPOCH is obeyed).
# PROJECT_URI and LICENSE_URI, where given, go into the module's manifest.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly packages=$PWD/artifacts/packages work=$PWD/artifacts/packaging
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
machine=linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1

say() { printf '%s\n' "$*"; }

# archive FOLDER NAME: FOLDER as NAME.tar.gz, the same bytes for the same files.
archive() {
    tar -C "$work" --sort=name --mtime="@$epoch" --owner=0 --group=0 --numeric-owner --format=gnu -cf - "$1" | gzip -n9 >"$packages/.$2.tar.gz.new"
    mv -f "$packages/.$2.tar.gz.new" "$packages/$2.tar.gz"
    say "artifacts/packages/$2.tar.gz"
}

# The part of the change log about this version, as the text of a PowerShell string in single quotes.
release_notes() {
    awk -v version="$version" '/^## /{on = index($0, "## " version) == 1; next} on' CHANGELOG.md | sed "s/'/''/g" | sed -e '/./,$!d'
}

# manifest FOLDER: the module's manifest with what only a package can say: its files, its notes, its links.
manifest() {
    local links='' files
    [ -z "${PROJECT_URI:-}" ] || links+="            ProjectUri   = '${PROJECT_URI//\'/\'\'}'"$'\n'
    [ -z "${LICENSE_URI:-}" ] || links+="            LicenseUri   = '${LICENSE_URI//\'/\'\'}'"$'\n'
    files=$(cd "$1" && find . -type f ! -name '*.psd1' -printf '%P\n' | LC_ALL=C sort | sed "s/'/''/g; s/.*/        '&'/")
    release_notes >"$work/notes"
    awk -v notes="$work/notes" -v links="$links" -v files="$files" '
        /^ *ReleaseNotes *=/ {
            printf "%s", links
            printf "            ReleaseNotes = '\''"
            while ((getline line < notes) > 0) print line
            print "'\''"
            next
        }
        /^    CmdletsToExport *=/ { print "    FileList             = @(\n        '\''SlurmBank.psd1'\''\n" files "\n    )" }
        { print }' SlurmBank.psd1 >"$1/SlurmBank.psd1"
}

module() {
    local folder=$work/SlurmBank/$version
    mkdir -p "$folder/module"
    cp -R module/bin module/*.ps1xml "$folder/module/"
    cp -R en-US CHANGELOG.md README.md "$folder/"
    manifest "$folder"
    chmod -R u=rwX,go=rX "$folder"
    archive SlurmBank "SlurmBank-$version-module"
    dotnet pack packaging/SlurmBank.Package.csproj -v quiet -nologo -o "$work/nupkg" -p:ModuleFolder="$folder/" -p:PackageVersion="$version" \
        -p:NotesFile="$work/notes" -p:Project="${PROJECT_URI:-}" -p:License="${LICENSE_URI:-}" >"$work/pack.log" 2>&1 || { cat "$work/pack.log" >&2; return 1; }
    mv -f "$work/nupkg/SlurmBank.$version.nupkg" "$packages/"
    say "artifacts/packages/SlurmBank.$version.nupkg"
}

slurmbank() {
    local name=slurmbank-$version-$machine folder
    folder=$work/$name
    mkdir -p "$folder/out/lib" "$folder/module"
    cp -R out/lib/slurmbank "$folder/out/lib/"
    ln -s lib/slurmbank/slurmbank "$folder/out/slurmbank"
    cp -R module/bin module/*.ps1xml "$folder/module/"
    cp -R en-US docs README.md CHANGELOG.md Makefile "$folder/"
    cp "$work/SlurmBank/$version/SlurmBank.psd1" "$folder/"
    [ ! -d systemd ] || cp -R systemd "$folder/"
    chmod -R u=rwX,go=rX "$folder"
    archive "$name" "$name"
}

plugins() {
    if [ ! -e out/plugins/libslurmbank.so ]; then say 'no archive of the plugins: out/plugins/libslurmbank.so is not built here'; return 0; fi
    local name=slurmbank-plugins-$version-$machine folder
    folder=$work/$name
    mkdir -p "$folder/out/plugins" "$folder/docs"
    cp out/plugins/*.so "$folder/out/plugins/"
    cp -R plugins Makefile SlurmBank.psd1 CHANGELOG.md "$folder/"
    cp docs/plugins.md docs/jobcomp.md "$folder/docs/"
    chmod -R u=rwX,go=rX "$folder"
    archive "$name" "$name"
}

rm -rf "$work" "$packages"
mkdir -p "$work" "$packages"
module
slurmbank
plugins
(cd "$packages" && LC_ALL=C sha256sum -- *.nupkg *.tar.gz >SHA256SUMS)
say artifacts/packages/SHA256SUMS
