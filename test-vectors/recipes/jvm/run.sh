#!/bin/sh
# run.sh CLIENT JAR: the harness with a client that compile.sh has compiled, whose version is that of the jar.
set -eu
exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
  -cp "$LINCHPIN_EMITTED/classes:$LINCHPIN_BUILD/lib/*:$LINCHPIN_CLASS_PATH" Harness "$@"
