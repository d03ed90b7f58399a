# Read by the other scripts: where Platen stands on this host, and its settings.
# `platen agent` names its folder in PLATEN_ROOT; under CodeDeploy it is /opt/platen.
root="${PLATEN_ROOT:-/opt/platen}"
bundle="$(cd "$(dirname "$0")/.." && pwd -P)"
pid_file="$root/platen-web.pid"

# KEY=VALUE lines: DATABASE_URL, REDIS_URL, PLATEN_LISTEN and the like. The host's own; no release changes it.
if [ -r "$root/environment" ]; then
    set -a
    . "$root/environment"
    set +a
fi
export PLATEN_DRAIN_FILE="$root/draining"
export PLATEN_RELEASE_ASSETS_DIR="$root/assets"
if [ -d "$root/current/themes" ]; then
    export PLATEN_THEMES_DIR="$root/current/themes"
fi

# A host whose systemd runs Platen; containers and trials have none.
has_systemd() {
    [ "$root" = /opt/platen ] && [ -d /run/systemd/system ] && command -v systemctl >/dev/null
}

runs() {
    [ -s "$pid_file" ] && kill -0 "$(cat "$pid_file")" 2>/dev/null
}
