#!/usr/bin/env bash
# Publishes the program to a folder, by default artifacts/publish/strategysim.
folder=$(realpath -m -- "${1:-$(dirname "${BASH_SOURCE[0]}")/../artifacts/publish/strategysim}")
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
publish "$folder"
say "Published to $folder"
