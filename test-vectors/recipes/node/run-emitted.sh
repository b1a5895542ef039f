#!/bin/sh
# run-emitted.sh deno|bun: runs emitted.mjs by what install.sh has installed.
set -eu
case $1 in
  deno) set -- deno run --allow-env --allow-read --allow-net --allow-sys emitted.mjs "$1" ;;
  bun) set -- bun emitted.mjs "$1" ;;
esac
name=$1
shift
exec "$LINCHPIN_BUILD/$name/node_modules/.bin/$name" "$@"
