#!/bin/sh
# Builds Procnet, serves this host's own /proc/net with it, reads every file back and compares.
#
#   deploy/quickstart.sh [--keep] [--no-build]
#
#   --keep       leave procnetd running and say how to reach and stop it
#   --no-build   use what was built before
set -eu
case ${1:-} in -h | --help) exec sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0" ;; esac

root=$(CDPATH='' cd "$(dirname "$0")/.." && pwd -P)
keep=
build=yes
for flag in "$@"; do
  case $flag in
    --keep) keep=yes ;;
    --no-build) build= ;;
    *)
      echo "quickstart: unknown flag '$flag', expected --keep or --no-build" >&2
      exit 2
      ;;
  esac
done

fail() {
  echo "quickstart: $*" >&2
  exit 1
}

step() {
  printf '\n== %s\n' "$*"
}

# What it needs, before anything is started.
[ -r /proc/net/tcp ] || fail "needs a Linux host: /proc/net/tcp can't be read"
# shellcheck source=deploy/dist/libexec/find-java
. "$root/deploy/dist/libexec/find-java"
find_java 25
if [ -n "$build" ]; then
  command -v mvn >/dev/null || fail "needs Maven 3.8 or newer: mvn is not on PATH"
  step "build (some minutes the first time)"
  (cd "$root" && mvn -B -q -ntp -Dstyle.color=never -pl client -am package -DskipTests -Dexec.skip)
fi
procnetd=$root/server/target/procnetd/bin/procnetd
procnet=$root/client/target/procnet/bin/procnet
for program in "$procnetd" "$procnet"; do
  [ -x "$program" ] || fail "$program is not there: run without --no-build"
done

work=$(mktemp -d)
pid=
cleanup() {
  if [ -n "$pid" ]; then
    kill "$pid" 2>/dev/null || :
    wait "$pid" 2>/dev/null || :
  fi
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

step "capture /proc/net of this host"
mkdir "$work/own" "$work/own/net"
(cd /proc/net/ && find . -type d) | while read -r directory; do
  mkdir -p "$work/own/net/$directory"
done
(cd /proc/net/ && find . -type f) | while read -r file; do
  # Some files only root may read, and some may be gone by now.
  cat "/proc/net/$file" >"$work/own/net/$file" 2>/dev/null || rm -f "$work/own/net/$file"
done
echo "$(find "$work/own/net" -type f | wc -l) files"

step "start procnetd with it"
"$procnetd" --listen 127.0.0.1:0 --web-listen 127.0.0.1:0 --port-file "$work/ports" --import "$work/own" \
  2>"$work/procnetd.log" &
pid=$!
waited=0
until [ -s "$work/ports" ]; do
  kill -0 "$pid" 2>/dev/null || {
    pid=
    cat "$work/procnetd.log" >&2
    fail "procnetd did not start"
  }
  [ "$waited" -lt 300 ] || fail "procnetd did not start within 30 s"
  sleep 0.1
  waited=$((waited + 1))
done
PROCNET_SERVER=$(sed -n 's/^grpc=//p' "$work/ports")
web=$(sed -n 's/^web=//p' "$work/ports")
export PROCNET_SERVER
echo "gRPC on $PROCNET_SERVER, metrics on http://$web/metrics"

# Pointers are never shown by Procnet, so they are compared as zeros.
mask() {
  case ${1##*/} in
    unix | netlink | packet) sed -E 's/^[0-9a-f]{16}([: ])/0000000000000000\1/' "$1" ;;
    tcp | tcp6 | udp | udp6) sed -E 's/ [0-9a-f]{16}( |$)/ 0000000000000000\1/' "$1" ;;
    *) cat "$1" ;;
  esac
}

step "read every file back"
"$procnet" export "$work/served" >"$work/export.log" 2>&1 || {
  cat "$work/export.log" >&2
  fail "procnet export failed"
}
printf '%-28s %8s %10s  %s\n' FILE ROWS BYTES "SAME AS THIS HOST'S"
differ=0
"$procnet" ls -o name >"$work/names"
while read -r file; do
  mask "$work/own/net/$file" >"$work/expected"
  mask "$work/served/net/$file" >"$work/actual"
  if cmp -s "$work/expected" "$work/actual"; then same=yes; else
    same=NO
    differ=$((differ + 1))
  fi
  rows=$(wc -l <"$work/served/net/$file")
  bytes=$(wc -c <"$work/served/net/$file")
  printf '%-28s %8d %10d  %s\n' "$file" "$rows" "$bytes" "$same"
done <"$work/names"
"$procnet" cat tcp | cmp -s - "$work/served/net/tcp" || fail "procnet cat tcp differs from the exported file"

step "a short tour: open a socket by RPC"
cat >"$work/socket.yaml" <<'YAML'
mutations:
  - openSocket:
      uid: 1000
      tcp:
        local: {address: 192.0.2.1, port: 8080}
        state: TCP_STATE_LISTEN
YAML
sed 's/^/    /' "$work/socket.yaml"
echo "\$ procnet apply -f socket.yaml"
"$procnet" apply -f "$work/socket.yaml"
echo "\$ procnet cat tcp | grep 010200C0:1F90"
"$procnet" cat tcp | grep 010200C0:1F90
echo "\$ procnet sockets --local-port 8080"
"$procnet" sockets --local-port 8080

[ "$differ" -eq 0 ] || fail "$differ files differ from this host's own"
if [ -n "$keep" ]; then
  step "left running"
  trap - EXIT
  cat <<EOT
export PROCNET_SERVER=$PROCNET_SERVER
$procnet ls
stop it with: kill $pid; rm -r $work
EOT
else
  step "stop"
  kill "$pid"
  wait "$pid" || fail "procnetd ended with $?"
  pid=
  echo "procnetd drained and ended; all files were the same, kernel pointers apart"
fi
