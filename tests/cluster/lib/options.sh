# What a cluster is made of: defaults, environment, options, and the settings that its folder remembers.

# Names that the folder's settings file keeps, so that every later call needs only --dir or --name.
readonly SETTINGS=(cluster prefix conf_extra half_life enforce calc_period accounts buffer_pool port_base)
# Those that are written into Slurm's configuration: giving one of them again writes it anew.
readonly CONFIG_OPTIONS=' cluster prefix conf_extra half_life enforce calc_period '

options_default() {
    name=${SLURMBANK_CLUSTER_NAME:-default}
    dir=${SLURMBANK_CLUSTER_DIR:-}
    cache=${SLURMBANK_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/slurmbank}
    lifetime=${SLURMBANK_CLUSTER_LIFETIME:-0}
    with_parent=${SLURMBANK_CLUSTER_PARENT:-}
    quiet=${SLURMBANK_CLUSTER_QUIET:-0}
    run_user='' run_cwd='' remove=0 fast=0 config_changed=0
    cluster=${SLURMBANK_CLUSTER:-lab}
    prefix=${SLURM_PREFIX:-}
    conf_extra=${SLURMBANK_CONF_EXTRA:-}
    half_life=${SLURMBANK_HALF_LIFE:-0}
    enforce=${SLURMBANK_ENFORCE:-associations,limits,qos,safe}
    calc_period=${SLURMBANK_CALC_PERIOD:-1}
    accounts=${SLURMBANK_ACCOUNTS:-}
    buffer_pool=${SLURMBANK_BUFFER_POOL:-256M}
    port_base=
}

# options_parse VERB WORD...: reads options into the variables above; what is left over goes to the array `rest`.
options_parse() {
    local verb=$1
    shift
    declare -gA given=()
    rest=()
    while [ $# -gt 0 ]; do
        case $1 in
            --dir | --name | --cache | --lifetime | --with-parent | --cluster | --prefix | --conf-extra | --half-life | \
                --enforce | --calc-period | --accounts | --buffer-pool | --user | --cwd)
                [ $# -ge 2 ] || usage_error "$1 needs a value"
                options_set "${1#--}" "$2"
                shift
                ;;
            --quiet) quiet=1 ;;
            --remove) remove=1 ;;
            --fast) fast=1 ;;
            --) shift; rest+=("$@"); break ;;
            -*) usage_error "unknown option $1" ;;
            # The first word of a command ends our options: the others are its own.
            *) if [ "$verb" = run ]; then rest+=("$@"); break; fi; rest+=("$1") ;;
        esac
        shift
    done
    options_resolve
}

options_set() {
    local variable=${1//-/_}
    case $variable in
        user) run_user=$2 ;;
        cwd) run_cwd=$2 ;;
        *)
            printf -v "$variable" %s "$2"
            given[$variable]=1
            [[ $CONFIG_OPTIONS != *" $variable "* ]] || config_changed=1
            ;;
    esac
}

options_resolve() {
    [ -n "$dir" ] && [ -z "${given[name]:-}" ] || [ -n "${given[dir]:-}" ] || dir=${TMPDIR:-/tmp}/slurmbank-$name
    case $dir in /*) ;; *) dir=$PWD/$dir ;; esac
    [[ $dir =~ ^[A-Za-z0-9_./+-]+$ ]] || usage_error "the folder '$dir' has characters that Slurm's configuration cannot take"
    [[ $cluster =~ ^[a-z][a-z0-9_]*$ ]] || usage_error "a cluster's name is lower case letters, digits and _: '$cluster'"
    [[ $lifetime =~ ^[0-9]+$ ]] || usage_error "--lifetime takes seconds: '$lifetime'"
    [[ $with_parent =~ ^[0-9]*$ ]] || usage_error "--with-parent takes a process id: '$with_parent'"
    local file
    for file in conf_extra accounts; do
        [ -z "${!file}" ] || [ -r "${!file}" ] || usage_error "cannot read ${!file}"
        case ${!file} in '' | /*) ;; *) printf -v "$file" %s "$PWD/${!file}" ;; esac
    done
    options_paths
}

options_paths() {
    run=$dir/run etc=$dir/etc log=$dir/log bin=$dir/bin
    settings=$dir/settings
}

# Remembered settings stand in for the options that this call does not give.
settings_load() {
    [ -s "$settings" ] || return 0
    local key value
    while IFS='=' read -r key value; do
        case " ${SETTINGS[*]} id root " in
            *" $key "*) [ -n "${given[$key]:-}" ] || printf -v "$key" %s "$value" ;;
        esac
    done <"$settings"
}

settings_save() {
    local key
    {
        printf 'id=%s\nroot=%s\n' "$id" "$root"
        for key in "${SETTINGS[@]}"; do printf '%s=%s\n' "$key" "${!key}"; done
    } >"$settings.new"
    mv -f "$settings.new" "$settings"
}
