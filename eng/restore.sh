#!/usr/bin/env bash
# Restores the project named, with the options after it, and prints the value of WithOrleans that was chosen. For the image, whose build
# steps share no environment; people need no command for this.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
restore "$@"
echo "$WithOrleans"
