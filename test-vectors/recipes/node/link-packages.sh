#!/bin/sh
# link-packages.sh NAME: has the emitted code find the packages that install.sh NAME has installed.
set -eu
ln -sfn "$LINCHPIN_BUILD/$1/node_modules" "$LINCHPIN_EMITTED/node_modules"
