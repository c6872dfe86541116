#!/usr/bin/env bash
# Runs the benchmarks; arguments are handed to them.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
project=tests/StrategySim.Benchmarks/StrategySim.Benchmarks.csproj
build "$project"
exec dotnet "$binaries/StrategySim.Benchmarks/$built_as/StrategySim.Benchmarks.dll" "$@"
