# The steps that the scripts of this folder share: restore, build and test stand here and nowhere else.
# Sourced, not run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

export DOTNET_NOLOGO=1
export DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export DOTNET_GENERATE_ASPNET_CERTIFICATE=0

solution=StrategySim.sln
program=src/StrategySim.Cli/StrategySim.Cli.csproj
configuration=${CONFIGURATION:-Release}
# MSBuild's folder for a configuration is its name in lower case; the one for binaries is known once restoring has chosen a flavour.
binaries=
built_as=$(printf '%s' "$configuration" | tr '[:upper:]' '[:lower:]')
logs=artifacts/logs
results=artifacts/test-results

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$0: $*"
    exit 1
}

# logged NAME COMMAND…: runs a command with its output in a log.
logged() {
    local log=$logs/$1.log
    shift
    mkdir -p "$logs"
    "$@" >"$log" 2>&1
}

# quietly NAME COMMAND…: the same, and shows the log where the command fails.
quietly() {
    local status=0
    logged "$@" || status=$?
    ((status == 0)) || show_failure "$status" "$@"
    return "$status"
}

show_failure() {
    local status=$1 name=$2
    shift 2
    cat "$logs/$name.log" >&2
    say "$name failed with exit code $status: $*"
}

need_dotnet() {
    command -v dotnet >/dev/null || fail "the .NET SDK is missing; install .NET 10 from https://dot.net"
    dotnet --version >/dev/null || fail "the .NET SDK that global.json asks for is missing; install .NET 10 from https://dot.net"
}

# restore [PROJECT [OPTION…]]: the solution unless a project is named. It chooses the flavour, with Orleans where the registry has its
# packages, and exports WithOrleans: a variable of the environment is a property of every MSBuild that is started from here.
restore() {
    local command=(dotnet restore "${@:-$solution}") status=0 package
    need_dotnet
    case ${WithOrleans:-} in
        true | false) quietly restore "${command[@]}" ;;
        "")
            export WithOrleans=true
            # The words of an error are read below, so they have to be English.
            DOTNET_CLI_UI_LANGUAGE=en logged restore "${command[@]}" || status=$?
            package=$(lacking)
            if [[ -n $package ]]; then
                say "The package registry lacks $package: going on without Orleans, with the local engine, and the grain tests are left out."
                WithOrleans=false
                quietly restore "${command[@]}"
            elif ((status != 0)); then
                show_failure "$status" restore "${command[@]}"
                return "$status"
            fi
            ;;
        *) fail "WithOrleans is true or false, not $WithOrleans" ;;
    esac
    binaries=artifacts/local/bin
    [[ $WithOrleans == false ]] || binaries=artifacts/orleans/bin
}

# The first package, those of Orleans before others, that the last restore did not find (NU1101 to NU1103), or of which Orleans got another version than the one
# pinned (NU1603). Nothing where the restore failed for any other reason as well: that is for people to see.
lacking() {
    local log=$logs/restore.log
    if grep -E '(^|[ :])error( [A-Z]+[0-9]+)? ?:' "$log" | grep -v 'error NU110[123]:' >/dev/null; then return; fi
    sed -nE -e "s/.*error NU110[123]: Unable to find (a stable )?package '?([A-Za-z0-9._-]*[A-Za-z0-9_-]).*/\2/p" \
        -e 's/.*NU1603: .* was not found\. (Microsoft\.Orleans\.[A-Za-z0-9._-]+) [^ ]+ was resolved instead.*/\1/p' "$log" |
        sort -u | awk '!first { first = $0 } /^Microsoft\.Orleans\./ { first = $0; exit } END { print first }'
}

# build [PROJECT]: the solution unless a project is named; warnings are errors.
build() {
    restore
    quietly build dotnet build "${1:-$solution}" --no-restore --configuration "$configuration"
}

# publish FOLDER: the program with what it needs beside the shared .NET runtime.
publish() {
    build "$program"
    quietly publish dotnet publish "$program" --no-build --configuration "$configuration" --output "$1"
}
