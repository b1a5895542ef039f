#!/bin/sh
# install.sh NAME…: puts packages into folders of their own below $LINCHPIN_BUILD, unless they are there. Without a name, all.
set -eu
: "${LINCHPIN_BUILD:=target}"
[ $# -gt 0 ] || set -- requests httpx aiohttp
for name; do
  case $name in
    requests) packages='requests==2.34.2 urllib3==2.8.0' ;;
    httpx) packages='httpx==0.28.1' ;;
    aiohttp) packages='aiohttp==3.14.5' ;;
    *) echo "there is no package $name here" >&2 && exit 1 ;;
  esac
  versions=$LINCHPIN_BUILD/$name/versions
  if [ "$(cat "$versions" 2>/dev/null)" != "$packages" ]; then
    rm -rf "${LINCHPIN_BUILD:?}/$name"
    mkdir -p "$LINCHPIN_BUILD/$name"
    # shellcheck disable=SC2086 # several words
    python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --target "$LINCHPIN_BUILD/$name/packages" $packages >/dev/null ||
      { echo "pip cannot install $packages" >&2 && exit 1; }
    echo "$packages" >"$versions"
  fi
done
