#!/bin/sh
# Compiles the crates that emitted code and its program need into the folder $LINCHPIN_BUILD, if they are not there.
set -eu
cd "$(dirname "$0")"
crates=$LINCHPIN_BUILD/emitted-crates
mkdir -p "$crates"
cp Cargo.toml "$crates"
echo 'fn main() {}' >"$crates/main.rs"
build() { cargo build --quiet --manifest-path "$crates/Cargo.toml" --target-dir "$LINCHPIN_BUILD/emitted" "$@"; }
build --offline 2>/dev/null || build || {
  echo "Cargo cannot build rustls and ureq"
  exit 1
}
