#!/bin/sh
# run.sh fixed|published: runs what build.sh has compiled.
set -eu
exec "${LINCHPIN_BUILD:-target}/$1"
