#!/usr/bin/env bash
# Checks the formatting of all code and fails where something would change; with --fix, changes it.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
restore
if [[ ${1:-} == --fix ]]; then
    quietly format dotnet format "$solution" --no-restore
else
    quietly format dotnet format "$solution" --no-restore --verify-no-changes
fi
[[ $WithOrleans == true ]] || say "Built without Orleans: the code of the grains and of their tests was not looked at."
