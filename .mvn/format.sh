#!/bin/sh
# Usage: format.sh check|fix JAR JAVA_HOME. Runs google-java-format over every Java source of the tree.
# Maven calls it; where its own JDK, JAVA_HOME, is too old, TOOLCHAIN_JAVA_HOME names the one it selected.
set -eu
cd "$(dirname "$0")/.."

case $1 in
  check) flags='--dry-run --set-exit-if-changed' ;;
  fix) flags='--replace' ;;
  *) echo "format.sh: check or fix, not '$1'" >&2; exit 2 ;;
esac

mkdir -p target
find . -type d \( -name target -o -name node_modules -o -name '.?*' \) -prune \
  -o -type f -name '*.java' -print >target/java-files
[ -s target/java-files ] || exit 0

# shellcheck disable=SC2086  # the flags are words
if ! "${TOOLCHAIN_JAVA_HOME:-$3}/bin/java" -jar "$2" $flags @target/java-files; then
  echo "The files above are not formatted; this formats them: mvn -q -Pformat process-sources" >&2
  exit 1
fi
