#!/bin/sh
# install.sh NAME…: puts packages into folders of their own below $LINCHPIN_BUILD, unless they are there. Without a name, all.
set -eu
: "${LINCHPIN_BUILD:=target}"
[ $# -gt 0 ] || set -- axios undici deno bun react-native
for name; do
  case $name in
    axios) packages='axios@1.21.1' ;;
    undici) packages='undici@7.30.2' ;; # the newest for Node.js 20
    deno) packages='deno@2.9.6' ;;
    bun) packages='bun@1.4.4' ;;
    react-native) packages='react-native-ssl-public-key-pinning@1.2.6 typescript@5.9.3' ;;
    *) echo "there is no package $name here" >&2 && exit 1 ;;
  esac
  versions=$LINCHPIN_BUILD/$name/versions
  if [ "$(cat "$versions" 2>/dev/null)" != "$packages" ]; then
    rm -rf "${LINCHPIN_BUILD:?}/$name"
    mkdir -p "$LINCHPIN_BUILD/$name"
    # shellcheck disable=SC2086 # several words
    npm install --prefix "$LINCHPIN_BUILD/$name" --no-package-lock --no-audit --no-fund --legacy-peer-deps --loglevel=error $packages >/dev/null ||
      { echo "npm cannot install $packages" >&2 && exit 1; }
    echo "$packages" >"$versions"
  fi
done
