package dev.procnet.client.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other people's programs read a stack through a mount. Needs root, for mount namespaces too. */
class MountIT {

  private static final Path TREE = Programs.CORPUS.resolve("linux-6.18/forward");

  @TempDir private static Path directory;

  private static Procnetd server;

  private final Path place = directory.resolve("a stack");
  private Process mount;

  @BeforeAll
  static void startServer() throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/fuse")), "no /dev/fuse here");
    server = Procnetd.start(directory, "--import", TREE.toString());
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void mount() throws IOException {
    mount = start("exec procnet mount '" + place + "'");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !mount.isAlive() || Files.exists(place.resolve("net/dev")));
    assertThat(mount.isAlive()).as(() -> read(mount)).isTrue();
  }

  @AfterEach
  void unmount() throws InterruptedException {
    mount.destroy();
    assertThat(mount.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(mount.exitValue()).isZero();
    assertThat(place).isEmptyDirectory();
  }

  @Test
  void files_areThoseOfTheStack() throws Exception {
    Path exported = directory.resolve("exported");
    shell("procnet export " + exported);
    try (Stream<Path> files = Files.walk(exported.resolve("net"))) {
      assertThat(files.filter(Files::isRegularFile)).hasSizeGreaterThan(40);
    }

    assertThat(shell("diff -r " + exported + "/net '" + place + "/net'")).isEmpty();
    assertThat(shell("ls '" + place + "/net/dev_snmp6'")).contains("eth0\n");
  }

  @Test
  void sysctls_areWhereProcHasThem() throws Exception {
    Path other = directory.resolve("fresh");
    shell("procnet stacks create fresh");
    Process held = start("exec procnet --stack fresh mount " + other);
    await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(other.resolve("sys/net")));

    assertThat(shell("cat " + other + "/sys/net/ipv4/ip_forward")).isEqualTo("0\n");
    assertThat(shell("ls " + other + "/sys/net/ipv4/conf")).isEqualTo("all\ndefault\nlo\n");
    held.destroy();
    assertThat(held.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void openFile_staysAsItWas() throws Exception {
    try (InputStream open = Files.newInputStream(place.resolve("net/udp"))) {
      byte[] begin = open.readNBytes(10);
      shell("procnet open udp :4242");
      String rest = new String(open.readAllBytes(), UTF_8);

      assertThat(new String(begin, UTF_8) + rest).doesNotContain(":1092 ");
      assertThat(Files.readAllBytes(place.resolve("net/udp")))
          .asString(UTF_8)
          .contains("00000000:1092 ");
    }
  }

  @Test
  void wrongUse_isRefusedAsByProc() throws Exception {
    assertThat(shell("cat '" + place + "/net/nothing'")).contains("No such file or directory");
    assertThat(shell("echo 1 >'" + place + "/net/dev'")).contains("Read-only file system");
    assertThat(shell("ls '" + place + "/sys/kernel'")).contains("No such file or directory");
  }

  @Test
  void netstat_readsItAsItsOwnProc() throws Exception {
    String routes =
        shell(
            "unshare -m sh -c 'mount --bind \""
                + place
                + "/net\" /proc/$$/net && exec netstat -rn'");

    assertThat(routes).contains("10.16.0.0").contains("10.17.0.0").contains("eth1");
  }

  @Test
  void psutil_countsItsInterfaces() throws Exception {
    assertThat(
            shell(
                "/usr/bin/python3 -c 'import psutil, sys; psutil.PROCFS_PATH = sys.argv[1];"
                    + " print(sorted(psutil.net_io_counters(pernic=True, nowrap=False)))' '"
                    + place
                    + "'"))
        .isEqualTo("['eth0', 'eth1', 'lo']\n");
  }

  @Test
  void nodeExporter_scrapesIt() throws Exception {
    Process exporter =
        start(
            "exec prometheus-node-exporter --path.procfs='"
                + place
                + "' --web.listen-address=127.0.0.1:0 --collector.disable-defaults"
                + " --collector.netdev --no-collector.netdev.netlink --collector.netstat"
                + " --collector.sockstat 2>&1");
    try {
      String port = port(exporter);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> shell("curl -s http://127.0.0.1:" + port + "/metrics").contains("netstat"));
      assertThat(shell("curl -s http://127.0.0.1:" + port + "/metrics"))
          .contains("node_network_receive_packets_total{device=\"eth1\"}")
          .contains("node_scrape_collector_success{collector=\"netstat\"} 1")
          .contains("node_scrape_collector_success{collector=\"sockstat\"} 1");
    } finally {
      exporter.destroy();
    }
  }

  @Test
  void noFuse_mirrorsAndSaysSo() throws Exception {
    Path other = directory.resolve("mirrored");
    Process mirror =
        start(
            "exec unshare -m sh -c 'mount -t tmpfs none /dev && exec procnet mount \""
                + other
                + "\"' >"
                + directory
                + "/mirror.log 2>&1");
    try {
      await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(other.resolve("net/tcp")));
    } finally {
      mirror.destroy();
    }
    assertThat(directory.resolve("mirror.log"))
        .content()
        .contains("no FUSE here (/dev/fuse is not there): mirroring instead");
  }

  @Test
  void serverGoesAway_readsFailAndTheMountStays() throws Exception {
    Path work = Files.createDirectory(directory.resolve("second"));
    Path point = directory.resolve("gone");
    try (Procnetd second = Procnetd.start(work)) {
      Process held = start("exec procnet --server " + second.address() + " mount " + point);
      await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(point.resolve("net/dev")));
      second.stop();

      assertThat(shell("cat " + point + "/net/dev")).contains("Input/output error");
      assertThat(held.isAlive()).isTrue();
      shell("umount " + point);
      assertThat(held.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(held.exitValue()).isZero();
    }
  }

  /** From the line of its log that names the address it listens on. */
  private static String port(Process exporter) throws IOException {
    StringBuilder log = new StringBuilder();
    InputStream out = exporter.getInputStream();
    while (!log.toString().matches("(?s).*Listening on.*127\\.0\\.0\\.1:\\d+\n.*")) {
      int next = out.read();
      if (next < 0) {
        throw new IOException("node_exporter ended: " + log);
      }
      log.append((char) next);
    }
    return log.toString().replaceAll("(?s).*Listening on.*127\\.0\\.0\\.1:(\\d+)\n.*", "$1");
  }

  private static String read(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String shell(String command) throws IOException, InterruptedException {
    Process process = start(command);
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }

  private static Process start(String command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true);
    builder.environment().put("PROCNET_SERVER", server.address());
    String bin = Programs.ROOT.resolve("client/target/procnet/bin").toString();
    builder.environment().merge("PATH", bin + ":", (old, more) -> more + old);
    return builder.start();
  }
}
