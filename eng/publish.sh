#!/usr/bin/env bash
# Publishes the program to a folder, by default artifacts/publish/strategysim.
folder=$(realpath -m -- "${1:-$(dirname "${BASH_SOURCE[0]}")/../artifacts/publish/strategysim}")
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# What the other flavour published there before is not to stay beside this one; a folder that was named is somebody's own.
(($# > 0)) || rm -rf "$folder"
publish "$folder"
say "Published to $folder"
