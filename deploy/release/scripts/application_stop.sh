#!/bin/sh
# SIGTERM drains: /readyz says so for a second, requests in flight are finished, then the front ends.
set -eu
. "$(dirname "$0")/host.sh"
if has_systemd; then
    systemctl stop platen-web.service
    exit 0
fi
runs || exit 0
kill -TERM "$(cat "$pid_file")"
while runs; do sleep 0.1; done
rm -f "$pid_file"
