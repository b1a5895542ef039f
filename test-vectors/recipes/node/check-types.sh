#!/bin/sh
# check-types.sh FILE: type-checks the code that is emitted for React Native, against the definitions that install.sh react-native has installed.
set -eu
check=$LINCHPIN_BUILD/react-native/check
mkdir -p "$check"
cp -- "$1" "$check/pins.ts"
exec "$LINCHPIN_BUILD/react-native/node_modules/.bin/tsc" --noEmit --strict --skipLibCheck --target es2022 --module esnext --moduleResolution bundler \
  "$check/pins.ts"
