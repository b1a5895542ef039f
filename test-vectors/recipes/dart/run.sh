#!/bin/sh
# Runs what build.sh has compiled; through .ci/toolchains' wrapper where that was the compiler.
set -eu
cd "$(dirname "$0")"
exec $(command -v linchpin-sid || true) "${LINCHPIN_BUILD:-target}/testee" "$@"
