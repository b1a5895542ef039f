#!/bin/sh
# emitted.sh build|run: analyses the code in the folder $LINCHPIN_EMITTED and the program that sends its requests by it, and
# compiles both into one; runs that.
set -eu
if [ "$1" = run ]; then
  exec $(command -v linchpin-sid || true) "$LINCHPIN_EMITTED/connect"
fi
cd "$(dirname "$0")"
recipe=$(pwd)
cp emitted/connect.dart ./*.yaml "$LINCHPIN_EMITTED"
cd "$LINCHPIN_EMITTED"
"$recipe/packages.sh"
dart analyze --fatal-infos
exec dart compile exe connect.dart -o connect
