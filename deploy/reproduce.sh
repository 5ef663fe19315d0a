#!/bin/sh
# Makes everything a second time, in another place, and compares: the same commit gives the same bytes.
#
#   deploy/reproduce.sh [--packaging]
#
#   --packaging   only what is made of the jars, not the jars themselves: a minute instead of several
#
# It takes what "mvn package" left, of the commit that is checked out. The second build is of a clone elsewhere,
# by a user of another name, in another time zone and another language.
set -eu
case ${1:-} in -h | --help) exec sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0" ;; esac
case ${1:-} in
  '' | --packaging) ;;
  *)
    echo "reproduce: unknown flag '$1', expected --packaging" >&2
    exit 2
    ;;
esac

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

again="$work/clone"
if [ -z "${1:-}" ]; then
  git -C "$root" diff --quiet HEAD || {
    echo "reproduce: there are changes that are in no commit" >&2
    exit 1
  }
  git clone -q "$root" "$again"
  (
    cd "$again"
    TZ=Asia/Tokyo LC_ALL=C mvn -B -q -ntp package -Dmaven.test.skip -Duser.name=another
  )
else
  # The time and the version are the build's own.
  epoch=$(stat -c %Y "$built/tree/bin")
  archive=$(basename "$built"/procnet-*.tar.gz)
  version=${archive#procnet-}
  version=${version%-linux-*}
  target=$again/deploy/target
  mkdir -p "$target"
  cd "$root/deploy"
  dist/make-tree "$root/server/target/procnetd" "$root/client/target/procnet" "$target/tree" "$epoch"
  dist/make-archive "$target/tree" "$target/$archive" "$epoch"
  container/make-root "$target/tree" "$target/image" "$epoch"
  debian/make-roots "$target/tree" "$target/deb" "$version" "$epoch"
fi

differ=0
compared=0
cd "$root"
for file in */target/procnet*.jar */target/procnet*.cdx.json deploy/target/procnet*.tar.gz deploy/target/procnet*.tar \
  deploy/target/*.deb deploy/target/deb/*.tar; do
  # Packaging alone doesn't make all of them.
  if [ -n "${1:-}" ] && [ ! -e "$again/$file" ]; then
    continue
  fi
  compared=$((compared + 1))
  if cmp "$file" "$again/$file"; then
    echo "$(sha256sum <"$file" | cut -c1-16)  ${file##*/}: the same"
  else
    differ=$((differ + 1))
  fi
done
for folder in server/target/procnetd client/target/procnet deploy/target/tree deploy/target/image; do
  if [ -n "${1:-}" ] && [ ! -e "$again/$folder" ]; then
    continue
  fi
  compared=$((compared + $(find "$folder" -type f | wc -l)))
  # A JVM's own cache, for this host alone.
  if diff -r --no-dereference --exclude=procnet.aot "$folder" "$again/$folder"; then
    echo "${folder##*/}: the same files"
  else
    differ=$((differ + 1))
  fi
done
echo "$compared files compared, $differ differences"
[ "$differ" -eq 0 ] && [ "$compared" -gt 100 ]
