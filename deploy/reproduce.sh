#!/bin/sh
# Makes everything a second time, in another place, and compares: the same commit gives the same bytes.
#
#   deploy/reproduce.sh [--packaging]
#
#   --packaging   only what is made of the jars, not the jars themselves: a minute instead of several
#
# It takes what "mvn package" left in deploy/target, of the commit that is checked out.
set -eu

root=$(CDPATH='' cd "$(dirname "$0")/.." && pwd -P)
built=$root/deploy/target
[ -d "$built/tree" ] || {
  echo "reproduce: nothing is built, expected $built/tree: run mvn package -DskipTests" >&2
  exit 1
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

case ${1:-} in
  '')
    git -C "$root" diff --quiet HEAD || {
      echo "reproduce: there are changes that are in no commit" >&2
      exit 1
    }
    git clone -q "$root" "$work/again"
    (cd "$work/again" && mvn -B -q -ntp package -Dmaven.test.skip)
    again=$work/again/deploy/target
    ;;
  --packaging)
    # The time and the version are the build's own.
    epoch=$(stat -c %Y "$built/tree/bin")
    archive=$(basename "$built"/procnet-*.tar.gz)
    version=${archive#procnet-}
    version=${version%-linux-*}
    again=$work
    cd "$root/deploy"
    dist/make-tree "$root/server/target/procnetd" "$root/client/target/procnet" "$work/tree" "$epoch"
    dist/make-archive "$work/tree" "$work/$archive" "$epoch"
    container/make-root "$work/tree" "$work/image" "$epoch"
    debian/make-roots "$work/tree" "$work/deb" "$version" "$epoch"
    ;;
  *)
    echo "reproduce: unknown flag '$1', expected --packaging" >&2
    exit 2
    ;;
esac

differ=0
compared=0
for file in "$built"/procnet*.tar.gz "$built"/procnet*.tar "$built"/*.deb "$built"/deb/*.tar; do
  twin=$again/${file#"$built"/}
  if [ ! -e "$twin" ]; then
    continue
  fi
  compared=$((compared + 1))
  if cmp "$file" "$twin"; then
    echo "$(sha256sum <"$file" | cut -c1-16)  ${file##*/}: the same"
  else
    differ=$((differ + 1))
  fi
done
if diff -r --no-dereference "$built/image" "$again/image"; then
  echo "image: the same files"
else
  differ=$((differ + 1))
fi
[ "$differ" -eq 0 ] && [ "$compared" -gt 2 ]
