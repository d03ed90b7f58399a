#!/bin/sh
# The front says that it is ready, or the deployment fails.
set -eu
. "$(dirname "$0")/host.sh"
"$root/current/bin/platen" release ready --within 100 "${PLATEN_FRONT_URL:-http://127.0.0.1:8080/}"
