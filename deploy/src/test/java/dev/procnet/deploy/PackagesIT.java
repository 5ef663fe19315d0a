package dev.procnet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packages for Debian, looked at by lintian, installed and removed in a copy of this system.
 */
class PackagesIT {

  /** In a root of its own over this system's, in memory, where no Java is. */
  private static final String IN_A_COPY =
      """
      mount -t tmpfs tmpfs "$1"
      mkdir "$1/upper" "$1/work" "$1/root"
      mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
      mount --bind /proc "$1/root/proc"
      mount --bind /dev "$1/root/dev"
      mount -t tmpfs tmpfs "$1/root/tmp"
      mount -t tmpfs tmpfs "$1/root/usr/lib/jvm"
      # Small images leave manual pages out.
      rm -f "$1"/root/etc/dpkg/dpkg.cfg.d/*
      cp "$2" "$1/root/tmp/procnetd.deb"
      cp "$3" "$1/root/tmp/procnet.deb"
      exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C HOME=/root chroot "$1/root" sh -euc "$4"
      """;

  private static final String INSTALL_USE_REMOVE =
      """
      say() { printf '%s: ' "$1"; shift; "$@" 2>&1 | tr '\\n' ' '; echo; }
      dpkg -i /tmp/procnetd.deb /tmp/procnet.deb >/tmp/log 2>&1 || { cat /tmp/log; exit 1; }
      say status dpkg-query -W -f '${Package}=${Status} ' procnetd procnet
      say user getent passwd procnet
      say unit sed -n 's/^ExecStart=//p' /lib/systemd/system/procnetd.service
      say conffile dpkg-query -W -f '${Conffiles}' procnetd
      say owners stat -c %U:%G:%a /usr/lib/procnetd/bin/procnetd /etc/procnet/procnetd.yaml
      say manual ls /usr/share/man/man1/procnet-cat.1.gz /usr/share/man/man8/procnetd.8.gz
      say completion ls /usr/share/bash-completion/completions/procnet
      say version procnetd --version
      procnetd --config /etc/procnet/procnetd.yaml --listen 127.0.0.1:0 --web-listen none \\
        --state-dir /var/lib/procnet --port-file /tmp/ports 2>/tmp/log &
      server=$!
      waited=0
      until [ -s /tmp/ports ]; do
        if [ "$waited" -ge 300 ] || ! kill -0 "$server"; then cat /tmp/log; exit 1; fi
        sleep 0.1
        waited=$((waited + 1))
      done
      say health procnet --server "$(sed -n 's/^grpc=//p' /tmp/ports)" health
      say unpacked find /tmp -name '*.so*'
      say kept-stacks ls /var/lib/procnet
      kill "$server"
      wait "$server"
      dpkg -r procnetd procnet >/tmp/log 2>&1 || { cat /tmp/log; exit 1; }
      say removed ls /usr/sbin/procnetd /usr/bin/procnet /lib/systemd/system/procnetd.service
      say kept ls /etc/procnet/procnetd.yaml
      dpkg -P procnetd procnet >/tmp/log 2>&1 || { cat /tmp/log; exit 1; }
      say purged find /etc/procnet /usr/lib/procnet /usr/lib/procnetd /var/lib/procnet
      """;

  @TempDir private static Path directory;
  private static List<String> told;

  @BeforeAll
  static void tryThem() throws Exception {
    Command.require("unshare", "dpkg", "systemd-sysusers");
    Command.requireRoot();
    told =
        Command.run(
                "unshare",
                "--mount",
                "sh",
                "-euc",
                IN_A_COPY,
                "sh",
                directory.toString(),
                packageOf("procnetd").toString(),
                packageOf("procnet").toString(),
                INSTALL_USE_REMOVE)
            .lines()
            .toList();
  }

  @Test
  void installed_filesUserAndUnit_areInTheirPlaces() {
    assertThat(told("status"))
        .contains("procnetd=install ok installed", "procnet=install ok installed");
    assertThat(told("user")).startsWith("procnet:").contains(":/var/lib/procnet:");
    assertThat(told("unit"))
        .isEqualTo(
            "/usr/sbin/procnetd --config /etc/procnet/procnetd.yaml --state-dir"
                + " ${STATE_DIRECTORY}");
    assertThat(told("conffile")).startsWith("/etc/procnet/procnetd.yaml ");
    assertThat(told("owners")).isEqualTo("root:root:755 root:root:644");
    assertThat(told("manual"))
        .isEqualTo("/usr/share/man/man1/procnet-cat.1.gz /usr/share/man/man8/procnetd.8.gz");
    assertThat(told("completion")).isEqualTo("/usr/share/bash-completion/completions/procnet");
  }

  @Test
  void installed_whereNoJavaIs_serves() {
    assertThat(told("version")).startsWith("procnetd ");
    assertThat(told("health")).isEqualTo("SERVING");
    assertThat(told("kept-stacks")).isNotEmpty().doesNotContain("No such file");
    assertThat(told("unpacked")).isEmpty();
  }

  @Test
  void removed_nothingIsLeftButConfiguration_purgedNotEvenThat() {
    assertThat(told("removed").split("No such file")).hasSize(4);
    assertThat(told("kept")).isEqualTo("/etc/procnet/procnetd.yaml");
    assertThat(told("purged").split("No such file")).hasSize(5);
  }

  @Test
  void packages_areCleanToLintian() throws Exception {
    Command.require("lintian");
    // What is so on purpose is in debian/lintian-overrides.
    String told =
        Command.run(
            "lintian",
            "--allow-root",
            "--fail-on",
            "none",
            packageOf("procnetd").toString(),
            packageOf("procnet").toString());

    assertThat(told).isEmpty();
  }

  private static String told(String what) {
    return told.stream()
        .filter(line -> line.startsWith(what + ": "))
        .map(line -> line.substring(what.length() + 2).strip())
        .findFirst()
        .orElse("");
  }

  private static Path packageOf(String name) throws IOException {
    return Built.artifact(name + "_", ".deb");
  }
}
