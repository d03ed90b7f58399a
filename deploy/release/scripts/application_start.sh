#!/bin/sh
# Starts the front of the release that `current` leads to. Its output goes to a file: a script that leaves its own
# output open never ends for whoever waits for it.
set -eu
. "$(dirname "$0")/host.sh"
if has_systemd; then
    systemctl restart platen-web.service
    exit 0
fi
setsid "$root/current/bin/platen" web >>"$root/platen-web.log" 2>&1 </dev/null &
echo $! >"$pid_file"
