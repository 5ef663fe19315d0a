#!/bin/sh
# A test in shell: a procnetd of its own, a scenario, and what is then to be seen. Needs procnetd and procnet in the PATH.
set -eu

work=$(mktemp -d)
procnetd --listen 127.0.0.1:0 --web-listen none --port-file "$work/ports" 2>"$work/log" &
server=$!
trap 'kill "$server"; wait "$server" || :; rm -r "$work"' EXIT

# The file is there once the server serves.
until [ -e "$work/ports" ]; do
  kill -0 "$server" || { cat "$work/log" >&2 && exit 1; }
  sleep 0.05
done
PROCNET_SERVER=$(sed -n 's/^grpc=//p' "$work/ports")
PROCNET_STACK=web
export PROCNET_SERVER PROCNET_STACK

expect() {
  if ! procnet cat tcp | grep -q "$1"; then
    echo "FAILED: no row with '$1' in" >&2
    procnet cat tcp >&2
    exit 1
  fi
}

procnet scenario run "$(dirname "$0")/web-server.yaml"
expect '00000000:1F90 00000000:0000 0A'
[ "$(procnet cat tcp | wc -l)" = 2 ] || { echo 'FAILED: a connection is left' >&2 && exit 1; }

procnet checkpoint restore served
expect '0200000A:1F90 076433C6:9C40 01'
echo passed
