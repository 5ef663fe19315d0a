#!/bin/sh
# Measures Procnet against references in the same run, and prints ratios.
#
#   deploy/bench.sh [--no-build]
#
# What it starts it stops. It takes about three minutes, all of it on the loopback.
set -eu

root=$(CDPATH='' cd "$(dirname "$0")/.." && pwd -P)
case ${1:-} in
  '') (cd "$root" && mvn -B -q -ntp -pl client -am package -DskipTests) ;;
  --no-build) ;;
  *)
    echo "bench: unknown flag '$1', expected --no-build" >&2
    exit 2
    ;;
esac
# shellcheck source=deploy/dist/libexec/find-java
. "$root/deploy/dist/libexec/find-java"
find_java 25
classes="$root/server/target/test-classes:$root/server/target/procnetd/lib/*"
[ -d "$root/server/target/test-classes" ] || {
  echo "bench: nothing is built, run without --no-build" >&2
  exit 1
}
# The options that procnetd is started with, so that what is measured is what runs.
program() {
  "$java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseCompactObjectHeaders \
    -cp "$classes" "$@"
}

work=$(mktemp -d)
procnetd=
bare=
exporter=
cleanup() {
  exec 3>&- 2>/dev/null || :
  for pid in $procnetd $bare $exporter; do
    kill "$pid" 2>/dev/null || :
    wait "$pid" 2>/dev/null || :
  done
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

await() {
  waited=0
  until [ -s "$1" ]; do
    [ "$waited" -lt 300 ] || {
      echo "bench: a server did not start within 30 s" >&2
      exit 1
    }
    sleep 0.1
    waited=$((waited + 1))
  done
}

sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | sort | uniq -c | sed 's/^ */cpu: /'
echo "kernel: $(uname -r); java: $("$java" -version 2>&1 | sed -n 2p)"
echo "median [least to most] of 9 rounds"
printf '%-30s %-30s %-30s %s\n' WORK PROCNET REFERENCE RATIO

for sockets in 10000 100000; do
  program dev.procnet.server.bench.RowBench "$sockets" 9 >"$work/rows"
  # The reference: cat of the kernel's own file, in a network namespace that holds as many sockets.
  if unshare -n true 2>/dev/null; then
    # shellcheck disable=SC2016
    unshare -n sh -c 'ip link set lo up && exec "$@"' - \
      "$java" -cp "$classes" dev.procnet.server.bench.KernelRows "$sockets" 9 >"$work/kernel"
    program dev.procnet.server.bench.RowComparison "$sockets" "$work/rows" "$work/kernel"
  else
    echo "ns a tcp row, $sockets sockets: $(sort -n "$work/rows" | sed -n 5p)" \
      "(no reference: a network namespace needs root)"
  fi
done

# A file of about 2 KB, as the bare server answers it too.
corpus=$root/server/src/test/resources/corpus/linux-6.18/udp
"$root/server/target/procnetd/bin/procnetd" --listen 127.0.0.1:0 --web-listen none --port-file "$work/procnetd.ports" \
  --import "$corpus" 2>"$work/procnetd.log" &
procnetd=$!
mkfifo "$work/hold"
program dev.procnet.server.bench.BareServer "$corpus/net/udp" "$work/bare.ports" <"$work/hold" &
bare=$!
exec 3>"$work/hold"
await "$work/procnetd.ports"
await "$work/bare.ports"
program dev.procnet.server.bench.UnaryBench "$(sed -n 's/^grpc=//p' "$work/procnetd.ports")" \
  "$(sed -n 's/^grpc=//p' "$work/bare.ports")" udp 9 1000

# From a shell's prompt to its next one, the programs in turn, so that all see the same machine.
buf=$(find "$root/proto/target/buf/node_modules/@bufbuild" -path '*/bin/buf' 2>/dev/null | head -1)
mkdir "$work/hello"
printf 'class Hello { public static void main(String[] a) { System.out.println("hello"); } }\n' >"$work/hello/Hello.java"
"${java}c" -d "$work/hello" "$work/hello/Hello.java"
address=$(sed -n 's/^grpc=//p' "$work/procnetd.ports")
started() {
  name=$1
  shift
  begin=$(date +%s%N)
  "$@" >/dev/null
  end=$(date +%s%N)
  echo $(((end - begin) / 1000000)) >>"$work/start.$name"
}
round=0
while [ "$round" -lt 11 ]; do
  started procnet "$root/client/target/procnet/bin/procnet" --server "$address" cat udp
  # With the server's reflection, which is quicker than to read the protos.
  [ -z "$buf" ] || started buf "$buf" curl --protocol grpc --http2-prior-knowledge -d '{"name":"udp"}' \
    "http://$address/procnet.v1.IntrospectionService/ReadNetFile"
  started jvm "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$work/hello" Hello
  started cat cat /proc/net/udp
  round=$((round + 1))
done
median() {
  sort -n "$work/start.$1" | sed -n 6p
}
ms=$(median procnet)
for name in buf jvm cat; do
  [ -s "$work/start.$name" ] || continue
  reference=$(median "$name")
  case $name in
    buf) what='buf curl' ;;
    jvm) what='a JVM that says hello' ;;
    cat) what='cat /proc/net/udp' ;;
  esac
  printf '%-30s %-30s %-30s %s\n' 'procnet cat, start to end' "$ms ms" "$what: $reference ms" \
    "$(awk "BEGIN { printf \"%.1f\", $ms / ($reference > 0 ? $reference : 1) }")"
done

# A scrape of many stacks; the reference, where it is installed, is node_exporter scraped of this host.
set --
if command -v prometheus-node-exporter >/dev/null; then
  prometheus-node-exporter --web.listen-address=127.0.0.1:0 2>"$work/node_exporter.log" &
  exporter=$!
  waited=0
  until address=$(sed -n 's/.*Listening on.*address=//p' "$work/node_exporter.log") && [ -n "$address" ]; do
    [ "$waited" -lt 100 ] || {
      echo "bench: node_exporter did not start within 10 s" >&2
      exit 1
    }
    sleep 0.1
    waited=$((waited + 1))
  done
  set -- "$address"
fi
echo "1000 stacks of 8 interfaces, beside node_exporter of one host"
program dev.procnet.server.bench.ScrapeBench 1000 8 9 "$@"
