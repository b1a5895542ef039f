#!/bin/sh
# Compiles the program that sends its requests by the code in the folder $LINCHPIN_EMITTED, together with that code.
set -eu
cd "$(dirname "$0")"
cp -R go.mod testee "$LINCHPIN_EMITTED"
cd "$LINCHPIN_EMITTED"
CGO_ENABLED=0 GOTOOLCHAIN=local exec go build -buildvcs=false -trimpath -tags emitted -o connect ./testee/emitted
