#!/bin/sh
# Gets the packages of the program in this folder.
set -eu
debian=/usr/share/dart/packages
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
