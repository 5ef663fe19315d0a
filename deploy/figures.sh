#!/bin/sh
# Prints what Procnet takes of a host: sizes of what is shipped, time from start to SERVING, memory.
#
#   deploy/figures.sh
#
# It takes what "mvn package" left in deploy/target, and a quarter of a minute.
set -eu
case ${1:-} in -h | --help) exec sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0" ;; esac

[ $# -eq 0 ] || {
  echo "figures: unknown flag '$1', expected none" >&2
  exit 2
}
target=$(CDPATH='' cd "$(dirname "$0")" && pwd -P)/target
tree=$target/tree
[ -x "$tree/bin/procnetd" ] || {
  echo "figures: nothing is built, expected $tree: run mvn package -DskipTests" >&2
  exit 1
}
work=$(mktemp -d)
server=
cleanup() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || :
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

line() {
  printf '%-36s %s\n' "$1" "$2"
}

for file in "$target"/procnet-*.tar.gz "$target"/procnet-*-image.tar "$target"/*.deb; do
  line "${file##*/}" "$(($(wc -c <"$file") / 1048576)) MiB"
done

# start SERVER-FLAG...: sets server and took, in ms
start() {
  rm -f "$work/ports"
  begin=$(date +%s%N)
  "$tree/bin/procnetd" --listen 127.0.0.1:0 --web-listen none --port-file "$work/ports" "$@" 2>"$work/log" &
  server=$!
  until [ -s "$work/ports" ]; do
    kill -0 "$server" 2>/dev/null || {
      cat "$work/log" >&2
      exit 1
    }
    sleep 0.01
  done
  took=$((($(date +%s%N) - begin) / 1000000))
}

stop() {
  kill "$server"
  wait "$server"
  server=
}

resident() {
  sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\) kB$/\1/p' "/proc/$server/status"
}

round=0
while [ "$round" -lt 5 ]; do
  start
  echo "$took" >>"$work/starts"
  [ "$round" -eq 4 ] || stop
  round=$((round + 1))
done
line "start to SERVING, least of 5" "$(sort -n "$work/starts" | sed -n 1p) ms"
line "start to SERVING, median of 5" "$(sort -n "$work/starts" | sed -n 3p) ms"
line "memory after the start" "$(($(resident) / 1024)) MiB"
stop

# 100,000 listening sockets, as a kernel would print them.
mkdir -p "$work/tree/net"
awk 'BEGIN {
  print "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode" \
    "                                                     "
  for (i = 0; i < 100000; i++) {
    row = sprintf("%4d: 01%02X%02X0A:%04X 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 %d" \
      " 1 0000000000000000 100 0 0 10 0", i, i % 250, int(i / 250) % 250, 1024 + i % 60000, i + 1)
    printf "%-149s\n", row
  }
}' >"$work/tree/net/tcp"
start --import "$work/tree"
line "start with 100,000 sockets to SERVING" "$took ms"
line "memory with 100,000 sockets" "$(($(resident) / 1024)) MiB"
rows=$("$tree/bin/procnet" --server "$(sed -n 's/^grpc=//p' "$work/ports")" cat tcp | cmp - "$work/tree/net/tcp" && echo yes)
line "read back the same" "$rows"
[ "$rows" = yes ]
stop
