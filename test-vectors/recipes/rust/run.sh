#!/bin/sh
# Runs what build.sh has compiled.
set -eu
exec "${LINCHPIN_BUILD:-target}/release/examples/testee"
