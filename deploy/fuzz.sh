#!/usr/bin/env bash
# fuzz.sh [SECONDS]: fuzzes the parsers, imports and mutations, each for that long (300).
# What it found and how far it came is in server/target/fuzz.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

exec mvn -B -ntp -pl server -am verify \
  -Dtest=NoUnitTests -Dsurefire.failIfNoSpecifiedTests=false \
  -Dit.test=FuzzIT -Dfailsafe.failIfNoSpecifiedTests=false \
  -Dprocnet.fuzz.seconds="${1:-300}"
