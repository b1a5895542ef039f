#!/bin/sh
# Analyses the recipes and compiles them into one program, in the folder $LINCHPIN_BUILD.
set -eu
cd "$(dirname "$0")"
: "${LINCHPIN_BUILD:=target}"
recipe=$(pwd)
mkdir -p "$LINCHPIN_BUILD"
cp -- *.dart *.yaml "$LINCHPIN_BUILD"
cd "$LINCHPIN_BUILD"
"$recipe/packages.sh"
dart analyze --fatal-infos
exec dart compile exe testee.dart -o testee
