#!/bin/sh
# Compiles the recipe and its testee into the folder $LINCHPIN_BUILD.
set -eu
cd "$(dirname "$0")"
: "${LINCHPIN_BUILD:=target}"
mkdir -p "$LINCHPIN_BUILD"
exec elixirc --warnings-as-errors -o "$LINCHPIN_BUILD" pin_verifier.ex questions.ex testee.ex
