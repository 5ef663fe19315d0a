#!/usr/bin/env bash
# soak.sh [MINUTES] [IDLE] [STALLED]: a mixed load on one server for that long (20), with that many connections that do
# nothing (10000) and that many that never read what they asked for (1000). Prints heap, direct memory, threads,
# descriptors and the 99th percentile of reads and writes once in a tenth of the time, and whether they stayed flat.
set -euo pipefail
case ${1:-} in -h | --help) exec sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0" ;; esac
for number in "$@"; do
  [[ $number =~ ^[0-9]+$ ]] || {
    echo "soak: is '$number', expected a whole number: MINUTES, IDLE and STALLED" >&2
    exit 2
  }
done
cd "$(dirname "${BASH_SOURCE[0]}")/.."
ulimit -n "$(ulimit -Hn)"

# shellcheck source=deploy/test-java.sh
. deploy/test-java.sh
test_java dev.procnet.server.robust.Soak "${1:-20}" "${2:-10000}" "${3:-1000}"
