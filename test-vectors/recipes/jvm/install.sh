#!/bin/sh
# install.sh: fetches what emitted code runs with beside Linchpin's own class path, as pom.xml says, into $LINCHPIN_BUILD. Quick where
# all is there; without network once Maven has it all. With --check, fails where it is not.
set -eu
: "${LINCHPIN_BUILD:=target}"
cmp -s pom.xml "$LINCHPIN_BUILD/pom.xml" && exit
if [ "${1:-}" = --check ]; then
  echo 'libraries from Maven: run test-vectors/recipes/install'
  exit 1
fi
rm -rf "$LINCHPIN_BUILD/lib" "$LINCHPIN_BUILD/kotlinc"
fetch() { mvn -B -q -ntp -f pom.xml "-Doutput=$LINCHPIN_BUILD" "$@" package; }
fetch -o >/dev/null 2>&1 || fetch
cp pom.xml "$LINCHPIN_BUILD/pom.xml"
