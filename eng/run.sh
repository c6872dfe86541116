#!/usr/bin/env bash
# Builds the program and runs it with the arguments given, from wherever it was called.
called_from=$PWD
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
say "Building StrategySim ($configuration) …"
build "$program"
cd "$called_from"
exec dotnet "$root/$binaries/StrategySim.Cli/$built_as/strategysim.dll" "$@"
