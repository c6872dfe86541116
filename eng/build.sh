#!/usr/bin/env bash
# Restores and builds the whole solution.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
build
