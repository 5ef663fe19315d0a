#!/bin/sh
# Lints the API and compares it with the last release, so that no client breaks unseen.
# buf comes from npm, as Maven Central has no binary of it: straight the packages that hold one, since
# npm ci stops where a registry lacks one of the other platforms' that @bufbuild/buf asks for.
set -eu
cd "$(dirname "$0")"

if ! command -v npm >/dev/null; then
  echo "buf: npm is not installed, so the API is neither linted nor compared" >&2
  # What CI passes must have been checked.
  [ -z "${CI:-}" ] || exit 1
  exit 0
fi

tool=target/buf
if ! cmp -s package-lock.json "$tool/installed"; then
  mkdir -p "$tool"
  cp package.json package-lock.json "$tool/"
  npm ci --prefix "$tool" --prefer-offline --ignore-scripts --no-audit --no-fund --loglevel=error
  cp package-lock.json "$tool/installed"
fi
set -- "$tool"/node_modules/@bufbuild/buf-*/bin/buf
buf=$1
if ! [ -x "$buf" ]; then
  echo "buf: there is none for this platform, so the API is neither linted nor compared" >&2
  [ -z "${CI:-}" ] || exit 1
  exit 0
fi

"$buf" lint
echo "buf: lint is clean"

tag=$(git describe --tags --abbrev=0 --match 'v*' 2>/dev/null) || tag=
if [ -z "$tag" ]; then
  echo "buf: no release tag yet, nothing to compare"
  exit 0
fi
rm -rf target/released
mkdir -p target/released
git archive --format=tar "$tag" . | tar -x -C target/released
"$buf" breaking --against target/released
echo "buf: nothing breaks clients of $tag"
