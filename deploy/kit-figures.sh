#!/bin/sh
# Prints what the kit for tests costs: starts, forks, resets, beside a start of WireMock in the same run.
#
#   deploy/kit-figures.sh [--no-build]
#
# Takes about a minute. WireMock's jar is fetched by Maven; without a registry it is left out.
set -eu
case ${1:-} in -h | --help) exec sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0" ;; esac

wiremock=3.13.2
root=$(CDPATH='' cd "$(dirname "$0")/.." && pwd -P)
case ${1:-} in
  '') (cd "$root" && mvn -B -q -ntp -pl client -am package -DskipTests) ;;
  --no-build) ;;
  *)
    echo "kit-figures: unknown flag '$1', expected --no-build" >&2
    exit 2
    ;;
esac
# shellcheck source=deploy/dist/libexec/find-java
. "$root/deploy/dist/libexec/find-java"
find_java 25

jar=${M2_REPO:-$HOME/.m2/repository}/org/wiremock/wiremock-standalone/$wiremock/wiremock-standalone-$wiremock.jar
if [ ! -e "$jar" ]; then
  (cd "$root" && mvn -B -q -ntp org.apache.maven.plugins:maven-dependency-plugin:get \
    -Dtransitive=false -Dartifact="org.wiremock:wiremock-standalone:$wiremock") || jar=
fi
PROCNETD=$root/server/target/procnetd/bin/procnetd
export PROCNETD
exec "$java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "$root/client/target/test-classes:$root/client/target/procnet/lib/*:$root/server/target/procnetd/lib/*" \
  dev.procnet.client.testing.KitFigures ${jar:+"$jar"}
