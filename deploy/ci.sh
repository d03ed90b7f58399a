#!/usr/bin/env bash
# Build, test, release, staging, gates, approval, production: the stages for any CI. Each is a word, so that a pipeline
# can run them on machines of its own: deploy/ci.sh build · test · release · staging · check · production
# `check` asks the staging site what visitors see; CHECK names a command of your own that is run besides.
#
# STORE        where releases are kept: a folder or s3://…           (release, staging, production)
# RELEASE_KEY  the file with the private key that signs releases     (release)
# DIGEST_FILE  carries the release's name from stage to stage        (default target/release.digest)
# STAGING_DATABASE_URL, PRODUCTION_DATABASE_URL
# STAGING_URL, PRODUCTION_URL  what visitors ask, through each balancer
# APPROVED_BY  who approved; production is refused without            (production)
set -euo pipefail
cd "$(dirname "$0")/.."
digest_file="${DIGEST_FILE:-target/release.digest}"
platen=target/release/platen

build() { make admin && cargo build --release -p platen; }

tests() { make test; }

release() {
    "$platen" release build --output "${STORE:?}" --key "${RELEASE_KEY:?}" --porcelain >"$digest_file"
    echo "release $(cat "$digest_file")"
}

# The very same digest goes to staging and to production: what was tested is what is released.
rollout() {
    "$platen" release rollout "$(cat "$digest_file")" --store "${STORE:?}" --strategy "${STRATEGY:-OneAtATime}" \
        --balancer-url "$1"
}

staging() { DATABASE_URL="${STAGING_DATABASE_URL:?}" rollout "${STAGING_URL:?}"; }

check() {
    for path in /readyz / /wp-json/ /feed/ /wp-sitemap.xml; do
        curl --fail --silent --show-error --location --max-time 30 --output /dev/null "${STAGING_URL:?}$path"
    done
    if [ -n "${CHECK:-}" ]; then bash -c "$CHECK"; fi
}

production() {
    : "${APPROVED_BY:?nobody approved this release for production}"
    echo "approved by $APPROVED_BY"
    DATABASE_URL="${PRODUCTION_DATABASE_URL:?}" rollout "${PRODUCTION_URL:?}"
}

case "${1:-}" in
    build | release | staging | check | production) "$1" ;;
    test) tests ;;
    *) sed -n '2,13s/^# \{0,1\}//p' "$0" && exit 2 ;;
esac
