#!/usr/bin/env bash
# robust.sh [RUNS]: kills servers as clients write to them (RUNS times, 20), damages state directories (ten times as
# often), and fills, slows and breaks disks. Prints how many batches were answered and how many of them were lost. As
# root it has a small disk to fill; with strace it kills at system calls and breaks the disk.
set -euo pipefail
case ${1:-} in -h | --help) exec sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0" ;; esac
for number in "$@"; do
  [[ $number =~ ^[0-9]+$ ]] || {
    echo "robust: is '$number', expected a whole number: RUNS" >&2
    exit 2
  }
done
cd "$(dirname "${BASH_SOURCE[0]}")/.."
runs="${1:-20}"

mvn -B -q -ntp package -DskipTests
# shellcheck source=deploy/dist/libexec/find-java
. deploy/dist/libexec/find-java
find_java 25
robust() {
  "$java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -cp "server/target/test-classes:server/target/procnetd/lib/*" "dev.procnet.server.robust.$1" "${@:2}"
}
robust KillRuns "$runs"
robust DamageRuns $((runs * 10))
if [ "$(id -u)" = 0 ] && command -v strace >/dev/null; then
  robust DiskRuns
fi
