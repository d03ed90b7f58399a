#!/bin/sh
# The link `current` leads to this release, and the schema is brought up to it. `platen agent` has switched the link
# already; under CodeDeploy it is done here, with one rename.
set -eu
. "$(dirname "$0")/host.sh"
if [ -z "${PLATEN_RELEASE:-}" ]; then
    release="$root/releases/${DEPLOYMENT_ID:?}"
    rm -rf "$release.partial"
    cp -a "$bundle" "$release.partial"
    rm -rf "$release"
    mv -T "$release.partial" "$release"
    [ ! -d "$release/assets" ] || cp -a "$release/assets/." "$root/assets/"
    ln -sfn "$release" "$root/current.new"
    mv -T "$root/current.new" "$root/current"
    # Five are kept; the one that `current` leads to is the newest.
    ls -1dt "$root"/releases/*/ | tail -n +6 | while read -r old; do rm -rf "$old"; done
fi
"$root/current/bin/platen" migrate --quiet ${PLATEN_DATA_DIR:+--data-dir "$PLATEN_DATA_DIR"}
if has_systemd; then
    systemctl daemon-reload
fi
