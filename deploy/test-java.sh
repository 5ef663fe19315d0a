# shellcheck shell=bash
# Sourced by robust.sh and soak.sh, in the checkout's root. Builds, one at a time, and copies what was built: a script that
# builds while another one runs must not pull jars and classes from under it and the servers that it starts.
# test_java CLASS ARGUMENT...: runs a class of the server's tests from the copy.
mkdir -p server/target
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
(
  flock 9
  mvn -B -q -ntp package -DskipTests
  cp -r server/target/test-classes server/target/procnetd/lib "$copy"
) 9>server/target/.build.lock
# shellcheck source=deploy/dist/libexec/find-java
. deploy/dist/libexec/find-java
find_java 25

test_java() {
  "$java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -cp "$copy/test-classes:$copy/lib/*" "$@"
}
