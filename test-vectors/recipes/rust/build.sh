#!/bin/sh
# Compiles the testee into the folder $LINCHPIN_BUILD; once the crates are in Cargo's cache, without network.
set -eu
cd "$(dirname "$0")"
: "${LINCHPIN_BUILD:=target}"
build() { cargo build --quiet --release --example testee --target-dir "$LINCHPIN_BUILD" "$@"; }
build --offline 2>/dev/null || build
