#!/bin/bash
# Looks for what Platen is built with (`build`) and tested against (`tests`). What is missing is installed from Debian's
# packages when we are root; otherwise one line says what to install.
set -euo pipefail

# program to look for : Debian package that has it
build_programs="cc:build-essential"
test_programs="bindfs:bindfs node:nodejs npm:npm redis-server:redis-server nginx:nginx-light chromium:chromium python3:python3 wrk:wrk"

present() {
    command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ]
}

# Debian keeps PostgreSQL's servers out of the path.
postgres_present() {
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null
}

missing_packages() {
    for pair in "$@"; do
        present "${pair%%:*}" || echo "${pair##*:}"
    done
}

packages=""
for part in "$@"; do
    case "$part" in
    build) packages+=" $(missing_packages $build_programs)" ;;
    tests)
        packages+=" $(missing_packages $test_programs)"
        postgres_present || packages+=" postgresql"
        python3 -c 'import ensurepip' 2>/dev/null || packages+=" python3-venv"
        ;;
    *) echo "usage: setup.sh [build] [tests]" >&2; exit 2 ;;
    esac
done
packages=$(echo $packages)

if [ -n "$packages" ]; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "Please install first: sudo apt-get install $packages" >&2
        exit 1
    fi
    echo "Installing $packages"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # The packages' own servers stay off: the tests start theirs, on free ports.
    printf '#!/bin/sh\nexit 101\n' >/tmp/platen-policy-rc.d
    had_policy=1
    [ -e /usr/sbin/policy-rc.d ] || { had_policy=; install -m 755 /tmp/platen-policy-rc.d /usr/sbin/policy-rc.d; }
    trap '[ -n "$had_policy" ] || rm -f /usr/sbin/policy-rc.d; rm -f /tmp/platen-policy-rc.d' EXIT
    apt-get install -y -qq --no-install-recommends $packages >/dev/null
fi

# Amazon's services and a mail server are stood in for by Python packages that Debian has in no usable form.
case " $* " in *" tests "*)
    here=$(cd "$(dirname "$0")/.." && pwd)
    [ -x "$here/target/python/bin/pip" ] || python3 -m venv "$here/target/python"
    if ! command -v moto_server >/dev/null && [ ! -x "$here/target/python/bin/moto_server" ]; then
        echo "Installing moto into target/python"
        "$here/target/python/bin/python" -m pip install -q 'moto[server]'
    fi
    if ! "$here/target/python/bin/python" -c 'import aiosmtpd' 2>/dev/null; then
        echo "Installing aiosmtpd into target/python"
        "$here/target/python/bin/python" -m pip install -q aiosmtpd
    fi
    ;;
esac

if ! command -v cargo >/dev/null; then
    echo "Please install Rust first: https://rustup.rs (rust-toolchain.toml then picks the version by itself)" >&2
    exit 1
fi
