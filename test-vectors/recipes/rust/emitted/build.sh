#!/bin/sh
# Compiles the program that sends its requests by the code in the folder $LINCHPIN_EMITTED, together with that code. Each
# policy has a package of its own name, since all of them are compiled into one folder.
set -eu
cd "$(dirname "$0")"
name=emitted-$(basename "$LINCHPIN_EMITTED" | tr -c 'a-zA-Z0-9\n' -)
cp main.rs "$LINCHPIN_EMITTED"
sed "s/\"emitted\"/\"$name\"/" Cargo.toml >"$LINCHPIN_EMITTED/Cargo.toml"
cp "$LINCHPIN_BUILD/emitted-crates/Cargo.lock" "$LINCHPIN_EMITTED"
cargo build --quiet --offline --manifest-path "$LINCHPIN_EMITTED/Cargo.toml" --target-dir "$LINCHPIN_BUILD/emitted"
mv "$LINCHPIN_BUILD/emitted/debug/$name" "$LINCHPIN_EMITTED/connect"
