#!/bin/sh
# Analyses the recipes and compiles them into one program, in the folder $LINCHPIN_BUILD.
set -eu
cd "$(dirname "$0")"
: "${LINCHPIN_BUILD:=target}"
debian=/usr/share/dart/packages
mkdir -p "$LINCHPIN_BUILD"
cp -- *.dart *.yaml "$LINCHPIN_BUILD"
cd "$LINCHPIN_BUILD"
if $(command -v linchpin-sid || true) test -d $debian/crypto; then
  # Debian's packages have paths instead of versions; with these, nothing is downloaded.
  cat >pubspec_overrides.yaml <<END
dependency_overrides:
  crypto: {path: $debian/crypto}
  typed_data: {path: $debian/typed_data}
  collection: {path: $debian/collection}
END
  dart pub get --offline
else
  dart pub get
fi
dart analyze --fatal-infos
exec dart compile exe testee.dart -o testee
