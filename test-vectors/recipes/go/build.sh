#!/bin/sh
# Compiles both variants, which have no dependencies, into the folder $LINCHPIN_BUILD.
set -eu
cd "$(dirname "$0")"
: "${LINCHPIN_BUILD:=target}"
mkdir -p "$LINCHPIN_BUILD"
CGO_ENABLED=0 GOTOOLCHAIN=local exec go build -buildvcs=false -trimpath -o "$LINCHPIN_BUILD/" ./testee/fixed ./testee/published
