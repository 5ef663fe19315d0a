#!/bin/sh
# Measures Procnet against references in the same run, and prints ratios.
#
#   deploy/bench.sh [--no-build] [--quick] [--json FILE] [NAME...]
#   deploy/bench.sh compare FILE FILE
#   deploy/bench.sh curves FILE SVG
#
# NAME is one of rows render publish fork memory stacks import unary stream gc start scrape profile; all without one.
# --quick ends within five minutes: smaller sizes and fewer rounds. --json keeps the run, for `compare`, which tells which
# ratios are worse than in another run, and for `curves`, which draws how the time for a row grows.
#
# What it starts it stops; all of its load is on the loopback.
set -eu
case ${1:-} in -h | --help) exec sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0" ;; esac

root=$(CDPATH='' cd "$(dirname "$0")/.." && pwd -P)
# shellcheck source=deploy/dist/libexec/find-java
. "$root/deploy/dist/libexec/find-java"
classes="$root/server/target/test-classes:$root/server/target/procnetd/lib/*:$root/server/target/bench-lib/*"

usage() {
  echo "bench: $1" >&2
  exit 2
}

report() {
  find_java 25
  exec "$java" -cp "$classes" dev.procnet.server.bench.BenchReport "$@"
}

build=yes
quick=
json=
names=
while [ "$#" -gt 0 ]; do
  case $1 in
    --no-build) build= ;;
    --quick) quick=yes ;;
    --json)
      [ "$#" -gt 1 ] || usage "--json needs a file"
      json=$2
      shift
      ;;
    compare | curves)
      [ "$#" -eq 3 ] || usage "'$1' needs two files"
      report "$@"
      ;;
    rows | render | publish | fork | memory | stacks | import | unary | stream | gc | start | scrape | profile) names="$names $1" ;;
    -*) usage "unknown flag '$1', expected --no-build, --quick or --json FILE" ;;
    *) usage "unknown benchmark '$1', expected rows render publish fork memory stacks import unary stream gc start scrape profile" ;;
  esac
  shift
done
[ -z "$build" ] || (cd "$root" && mvn -B -q -ntp package -DskipTests)
find_java 25
[ -d "$root/server/target/test-classes" ] || {
  echo "bench: nothing is built, run without --no-build" >&2
  exit 1
}

if [ -n "$quick" ]; then
  rounds=3
  small="1000 10000"
  sizes="1000 10000 100000"
  kernel="1000 10000"
  gvisor="1000"
  forks=1
  large=100000
  millis=500
  seconds=3
else
  rounds=9
  small="1000 10000 100000"
  sizes="1000 10000 100000 1000000"
  kernel="1000 10000 100000"
  gvisor="1000 10000"
  forks=2
  large=1000000
  millis=1000
  seconds=10
fi

# The options that procnetd is started with, so that what is measured is what runs.
options="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseCompactObjectHeaders"
program() {
  # shellcheck disable=SC2086 # options are words
  "$java" $options -Dprocnet.bench.json="$json" -cp "$classes" "$@"
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
  procnetd=
  bare=
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

await() {
  waited=0
  until [ -s "$1" ]; do
    [ "$waited" -lt 600 ] || {
      echo "bench: a server did not start within 60 s" >&2
      exit 1
    }
    sleep 0.1
    waited=$((waited + 1))
  done
}

# servers TREE FILE: procnetd with a tree, and the bare server with a file of it.
servers() {
  stop_servers
  "$root/server/target/procnetd/bin/procnetd" --listen 127.0.0.1:0 --web-listen none --port-file "$work/procnetd.ports" \
    --max-calls 2000 --admin-listen 127.0.0.1:0 --import "$1" 2>"$work/procnetd.log" &
  procnetd=$!
  mkfifo "$work/hold"
  program dev.procnet.server.bench.BareServer "$1/net/$2" "$work/bare.ports" <"$work/hold" &
  bare=$!
  exec 3>"$work/hold"
  await "$work/procnetd.ports"
  await "$work/bare.ports"
  address=$(sed -n 's/^grpc=//p' "$work/procnetd.ports")
  admin=$(sed -n 's/^admin=//p' "$work/procnetd.ports")
  reference=$(sed -n 's/^grpc=//p' "$work/bare.ports")
}

stop_servers() {
  exec 3>&- 2>/dev/null || :
  for pid in $procnetd $bare; do
    kill "$pid" 2>/dev/null || :
    wait "$pid" 2>/dev/null || :
  done
  procnetd=
  bare=
  rm -f "$work/hold" "$work/procnetd.ports" "$work/bare.ports"
}

model() {
  # shellcheck disable=SC2086 # sizes are words
  program dev.procnet.server.bench.ModelBench "$1" "$rounds" $2
}

# The kernel's own file, in a network namespace that holds as many sockets, and gVisor's, in a sandbox that does.
bench_rows() {
  for sockets in $sizes; do
    program dev.procnet.server.bench.RowBench "$sockets" "$rounds" >"$work/rows"
    case " $kernel " in
      *" $sockets "*)
        if unshare -n true 2>/dev/null; then
          # shellcheck disable=SC2016
          unshare -n sh -c 'ip link set lo up && exec "$@"' - \
            "$java" -cp "$classes" dev.procnet.server.bench.KernelRows "$sockets" "$rounds" >"$work/kernel"
        else
          echo "rows: no reference, as a network namespace needs root" >&2
          return 0
        fi
        ;;
    esac
    # Beyond what a namespace may hold, the kernel's time for a row is that of the largest that it held.
    program dev.procnet.server.bench.RowComparison "$sockets" "$work/rows" "$work/kernel" "the kernel's read"
  done
  if command -v runsc >/dev/null && sandboxed 10 1 >/dev/null 2>&1; then
    for sockets in $gvisor; do
      program dev.procnet.server.bench.RowBench "$sockets" "$rounds" >"$work/rows"
      sandboxed "$sockets" "$rounds" >"$work/gvisor"
      program dev.procnet.server.bench.RowComparison "$sockets" "$work/rows" "$work/gvisor" "gVisor's own read"
    done
  else
    echo "rows: nothing to compare with gVisor, as its runsc is not here or does not start" >&2
  fi
}

sandboxed() {
  runsc --network=none --platform=ptrace --ignore-cgroups "do" \
    "$java" -cp "$classes" dev.procnet.server.bench.KernelRows "$1" "$2"
}

# What JMH runs is made from the compiled benchmarks, and from them alone: it loads all that it is shown.
bench_render() {
  mkdir -p "$work/jmh/sources" "$work/jmh/classes" "$work/jmh/benchmarks/dev/procnet/server/bench"
  cp "$root"/server/target/test-classes/dev/procnet/server/bench/*Benchmark*.class \
    "$work/jmh/benchmarks/dev/procnet/server/bench"
  program org.openjdk.jmh.generators.bytecode.JmhBytecodeGenerator \
    "$work/jmh/benchmarks" "$work/jmh/sources" "$work/jmh/classes" default >/dev/null
  find "$work/jmh/sources" -name '*.java' >"$work/jmh/files"
  "${java}c" -proc:none -nowarn -cp "$classes" -d "$work/jmh/classes" "@$work/jmh/files"
  # shellcheck disable=SC2086 # words
  "$java" $options -Dprocnet.bench.json="$json" -cp "$work/jmh/classes:$classes" \
    dev.procnet.server.bench.RenderBench "$forks" $sizes
}

bench_publish() { model publish "$small $large"; }
bench_fork() { model fork "$large"; }

# JOL reads objects of the running JVM, with the header sizes that it has.
bench_memory() {
  program -Djdk.attach.allowAttachSelf=true -XX:+EnableDynamicAgentLoading -Djol.magicFieldOffset=true \
    dev.procnet.server.bench.MemoryBench "$large"
}

bench_stacks() { model stacks "$large"; }
bench_import() { model import "$small $large"; }

# A file of about 2 KB, as the bare server answers it too.
bench_unary() {
  servers "$root/server/src/test/resources/corpus/linux-6.18/udp" udp
  program dev.procnet.server.bench.UnaryBench "$address" "$reference" udp "$rounds" "$millis"
}

bench_stream() {
  program dev.procnet.server.bench.TreeMaker "$large" "$work/tree"
  servers "$work/tree" tcp
  program dev.procnet.server.bench.StreamBench "$address" "$reference" "$rounds" "$large"
  program dev.procnet.server.bench.WriterBench "$address" "$reference" "$rounds" "$large"
  program dev.procnet.server.bench.FilterBench "$address" "$rounds" "$large"
  rm -rf "$work/tree"
}

bench_gc() {
  for collector in UseSerialGC UseParallelGC UseG1GC UseZGC; do
    # shellcheck disable=SC2086 # options are words
    "$java" $options -XX:+$collector -cp "$classes" dev.procnet.server.bench.GcBench 100000 "$seconds"
  done
}

# From a shell's prompt to its next one, the programs in turn, so that all see the same machine.
bench_start() {
  servers "$root/server/src/test/resources/corpus/linux-6.18/udp" udp
  buf=$(find "$root/proto/target/buf/node_modules/@bufbuild" -path '*/bin/buf' 2>/dev/null | head -1)
  mkdir "$work/hello"
  printf 'class Hello { public static void main(String[] a) { System.out.println("hello"); } }\n' >"$work/hello/Hello.java"
  "${java}c" -d "$work/hello" "$work/hello/Hello.java"
  round=0
  while [ "$round" -lt 11 ]; do
    started procnet "$root/client/target/procnet/bin/procnet" --server "$address" cat udp
    # With the reflection of the admin listener, which is quicker than to read the protos.
    [ -z "$buf" ] || started buf "$buf" curl --protocol grpc --http2-prior-knowledge -d '{"name":"udp"}' \
      "http://$admin/procnet.v1.IntrospectionService/ReadNetFile"
    started jvm "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$work/hello" Hello
    started cat cat /proc/net/udp
    round=$((round + 1))
  done
  ms=$(median procnet)
  for name in buf jvm cat; do
    [ -s "$work/start.$name" ] || continue
    theirs=$(median "$name")
    case $name in
      buf) what='buf curl' ;;
      jvm) what='a JVM that says hello' ;;
      cat) what='cat /proc/net/udp' ;;
    esac
    printf '%-44s %-28s %-28s %s\n' 'procnet cat, start to end' "$ms ms" "$what: $theirs ms" \
      "$(awk "BEGIN { printf \"%.1f\", $ms / ($theirs > 0 ? $theirs : 1) }")"
  done
}

started() {
  name=$1
  shift
  begin=$(date +%s%N)
  "$@" >/dev/null
  end=$(date +%s%N)
  echo $(((end - begin) / 1000000)) >>"$work/start.$name"
}

median() {
  sort -n "$work/start.$1" | sed -n 6p
}

# A scrape of many stacks; the reference, where it is installed, is node_exporter scraped of this host.
bench_scrape() {
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
  program dev.procnet.server.bench.ScrapeBench 1000 8 "$rounds" "$@"
}

# Where procnetd spends its time while it answers the calls of `unary`, by the JDK's flight recorder.
bench_profile() {
  PROCNETD_OPTS="-XX:StartFlightRecording=filename=$work/profile.jfr,settings=profile -Xlog:jfr*=off"
  export PROCNETD_OPTS
  servers "$root/server/src/test/resources/corpus/linux-6.18/udp" udp
  unset PROCNETD_OPTS
  program dev.procnet.server.bench.UnaryBench "$address" "$reference" udp 3 "$millis" >/dev/null
  stop_servers
  "${java%/*}/jfr" view --width 120 --truncate beginning hot-methods "$work/profile.jfr"
}

describe() {
  sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | sort | uniq -c | sed 's/^ */cpu: /'
  echo "kernel: $(uname -r); java: $("$java" -version 2>&1 | sed -n 2p)"
}
describe
[ -z "$json" ] || describe | sed 's/^/# /' >"$json"
echo "median [least to most] of $rounds rounds"
printf '%-44s %-28s %-28s %-8s %s\n' WORK PROCNET REFERENCE RATIO TARGET
for name in ${names:-rows render publish fork memory stacks import unary stream gc start scrape profile}; do
  "bench_$name"
  stop_servers
done
