#!/usr/bin/env bash
# robust.sh [RUNS [SEED]]: kills servers as clients write to them (RUNS times, 20), damages state directories (ten times
# as often), checks histories of clients whose connections are cut, pauses a server, and fills, slows and breaks disks.
# Prints how many batches were answered and how many of them were lost. As root it has a small disk to fill; with strace
# it kills at system calls and breaks the disk. What a failed run leaves is kept, and told with its seed.
# robust.sh histories [SECONDS [SEED]]: histories alone, for that long (60).
set -euo pipefail
case ${1:-} in -h | --help) exec sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0" ;; esac
for number in "$@"; do
  [[ $number =~ ^[0-9]+$ ]] || {
    echo "robust: is '$number', expected a whole number: RUNS" >&2
    exit 2
  }
done
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# shellcheck source=deploy/test-java.sh
. deploy/test-java.sh
robust() {
  test_java "dev.procnet.server.robust.$1" "${@:2}"
}
if [ "${1:-}" = histories ]; then
  robust HistoryRuns "${@:2}"
  exit
fi
runs="${1:-20}"
robust KillRuns "$runs" "${@:2:1}"
robust DamageRuns $((runs * 10)) "${@:2:1}"
robust HistoryRuns 60 "${@:2:1}"
robust PauseRuns 3 "${@:2:1}"
if [ "$(id -u)" = 0 ] && command -v strace >/dev/null; then
  robust DiskRuns
fi
