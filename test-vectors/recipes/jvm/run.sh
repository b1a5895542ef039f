#!/bin/sh
# run.sh CLIENT JAR: the harness with clients/CLIENT, whose version is that of the jar; see src/Harness.java.
set -eu
exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
  -cp "$LINCHPIN_BUILD/harness:$LINCHPIN_BUILD/lib/*:$LINCHPIN_CLASS_PATH" Harness "$@"
