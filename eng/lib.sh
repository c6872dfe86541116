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
# MSBuild's folder for a configuration is its name in lower case.
binaries=artifacts/bin
built_as=$(printf '%s' "$configuration" | tr '[:upper:]' '[:lower:]')
logs=artifacts/logs
results=artifacts/test-results

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$0: $*"
    exit 1
}

# quietly NAME COMMAND…: runs a command with its output in a log, shown only where the command fails.
quietly() {
    local name=$1 status=0
    shift
    mkdir -p "$logs"
    "$@" >"$logs/$name.log" 2>&1 || status=$?
    if ((status != 0)); then
        cat "$logs/$name.log" >&2
        say "$name failed with exit code $status: $*"
    fi
    return "$status"
}

need_dotnet() {
    command -v dotnet >/dev/null || fail "the .NET SDK is missing; install .NET 10 from https://dot.net"
    dotnet --version >/dev/null || fail "the .NET SDK that global.json asks for is missing; install .NET 10 from https://dot.net"
}

restore() {
    need_dotnet
    quietly restore dotnet restore "$solution"
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
