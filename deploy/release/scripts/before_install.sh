#!/bin/sh
# The folders that the host keeps across releases.
set -eu
. "$(dirname "$0")/host.sh"
mkdir -p "$root/releases" "$root/assets" "$root/data"
