#!/usr/bin/env bash
# fuzz.sh [SECONDS]: fuzzes the parsers, imports and mutations, each for that long (300).
# What it found and how far it came is in server/target/fuzz.
set -euo pipefail
case ${1:-} in -h | --help) exec sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0" ;; esac
for number in "$@"; do
  [[ $number =~ ^[0-9]+$ ]] || {
    echo "fuzz: is '$number', expected a whole number: SECONDS" >&2
    exit 2
  }
done
cd "$(dirname "${BASH_SOURCE[0]}")/.."

exec mvn -B -ntp -pl server -am verify \
  -Dtest=NoUnitTests -Dsurefire.failIfNoSpecifiedTests=false \
  -Dit.test=FuzzIT -Dfailsafe.failIfNoSpecifiedTests=false \
  -Dprocnet.fuzz.seconds="${1:-300}"
