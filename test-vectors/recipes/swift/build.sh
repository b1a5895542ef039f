#!/bin/sh
# Compiles both variants into one program, in the folder $LINCHPIN_BUILD.
set -eu
cd "$(dirname "$0")"
: "${LINCHPIN_BUILD:=target}"
mkdir -p "$LINCHPIN_BUILD"
exec swiftc -swift-version 6 -warnings-as-errors -O -I COpenSSL -o "$LINCHPIN_BUILD/testee" -- *.swift
