#!/bin/sh
# Compiles the harness and fetches what is not on Linchpin's own class path into $LINCHPIN_BUILD; without network once Maven has it all.
set -eu
cd "$(dirname "$0")"
: "${LINCHPIN_BUILD:=target}"
mkdir -p "$LINCHPIN_BUILD/harness"
if ! cmp -s pom.xml "$LINCHPIN_BUILD/pom.xml"; then
  fetch() { mvn -B -q -f pom.xml "-Doutput=$LINCHPIN_BUILD" "$@" package; }
  fetch -o >/dev/null 2>&1 || fetch
  cp pom.xml "$LINCHPIN_BUILD/pom.xml"
fi
javac -proc:none -d "$LINCHPIN_BUILD/harness" -cp "$LINCHPIN_CLASS_PATH" src/*.java
