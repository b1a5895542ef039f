#!/bin/sh
# Compiles the code in the folder $LINCHPIN_EMITTED, and the program that sends its requests by it.
set -eu
cd "$(dirname "$0")"
exec elixirc --warnings-as-errors -o "$LINCHPIN_EMITTED" "$LINCHPIN_EMITTED/pin_verifier.ex" "$LINCHPIN_EMITTED/pins.ex" questions.ex emitted.ex
