package dev.procnet.client.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.procnet.client.e2e.Procnetd;
import dev.procnet.client.e2e.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code procnet ss} beside the real ss: every captured tree is imported and exported, ss reads the
 * exported files, procnet asks the server, and both print the same bytes.
 */
class SsIT {

  private static final String PORT_RANGE = "/proc/sys/net/ipv4/ip_local_port_range";

  /** What both are told. ss asks the kernel it runs on for tables that no file has. */
  private static final List<String> LINES =
      List.of(
          "-t",
          "-ta",
          "-tan",
          "-tl",
          "-tlnp",
          "-taenoi",
          "-tai -4",
          "-ta6noe",
          "-u",
          "-ua",
          "-uane",
          "-4 -t -u -a",
          "-tuan -H",
          "-wa",
          "-wane",
          "-w6a",
          "-4a",
          "-6an",
          "-wa sport = :1 or src 10.16.0.1",
          "-x",
          "-xa",
          "-xl",
          "-xae",
          "-f netlink",
          "-f netlink -ne",
          "-A netlink,tcp,udp -a",
          "-A unix_stream,u_seq,udp -a",
          "-A tcp,!tcp,udp -a",
          "-txa",
          "-t state established",
          "-t state time-wait",
          "-tn state all",
          "-t state connected exclude syn-sent",
          "-u exclude unconnected",
          "-x state listening",
          "-tan sport = :9000",
          "-tan dport = 9000 or sport = :8000 and dst 10.16.0.0/16",
          "-tan dport = 9000 or ( sport = :8000 and dst 10.16.0.0/16 )",
          "-tan not sport = :8001",
          "-tan ! ( sport ge 8000 sport le 8002 )",
          "-tan sport > :40000 || dport < :1000",
          "-tan src 10.16.0.1 dst 10.16.0.2:9000",
          "-tan src 127/8",
          "-tan dst 0.0.0.0/0",
          "-tan dst ::/0",
          "-tuan src fd00::/8",
          "-tuan src [::ffff:0:0/96]",
          "-tuan src inet6:[::1]",
          "-tan6 dst [2001:db8::/32]",
          "-tan dport != :0",
          "-ta sport = ssh or dport = :http",
          "-ta autobound",
          "-xa autobound",
          "-xa src /tmp/*",
          "-xa src unix:*SRV*",
          "-xa not src @*",
          "-xa dst *",
          "-a -f netlink src netlink:genl or src netlink:rtnl:kernel",
          "-tuan fwmark = 0");

  @TempDir private static Path directory;
  private static Procnetd server;

  /** What a program printed. */
  private record Printed(int code, String out, String err) {}

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    assumeTrue(hasSs(), "no ss of iproute2 6.1 here");
    server = Procnetd.start(directory);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  static List<Path> trees() throws IOException {
    try (Stream<Path> kernels = Files.list(Programs.CORPUS)) {
      return kernels.sorted().flatMap(SsIT::situations).toList();
    }
  }

  private static Stream<Path> situations(Path kernel) {
    try (Stream<Path> situations = Files.list(kernel)) {
      return situations.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("trees")
  void ss_importedTree_printsWhatTheRealOneDoes(Path tree, @TempDir Path exported)
      throws IOException, InterruptedException {
    procnet("import", tree.toString());
    procnet("export", exported.toString());
    for (String line : LINES) {
      Printed real = ss(exported, line.split(" "));
      Printed own = procnet(prepend("ss", line.split(" ")));

      assertThat(own.out).as("ss %s over %s: %s", line, tree, own.err).isEqualTo(real.out);
      assertThat(own.code).as("ss %s", line).isEqualTo(real.code);
    }
  }

  @ParameterizedTest
  @MethodSource("trees")
  void ss_packet_differsInNamesOfInterfacesAlone(Path tree, @TempDir Path exported)
      throws IOException, InterruptedException {
    procnet("import", tree.toString());
    procnet("export", exported.toString());
    for (String line : List.of("-0", "-0e", "-0n", "-A packet -e")) {
      Printed real = ss(exported, line.split(" "));
      Printed own = procnet(prepend("ss", line.split(" ")));

      assertThat(withoutInterfaces(own.out)).as(line).isEqualTo(withoutInterfaces(real.out));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 60, 80, 97, 132, 200})
  void ss_onATerminal_spreadsColumnsAsTheRealOne(int columns, @TempDir Path exported)
      throws IOException, InterruptedException {
    assumeTrue(Files.exists(Path.of("/usr/bin/script")), "no script(1) here");
    procnet("import", Programs.CORPUS.resolve("linux-6.18/tcp-states-a").toString());
    procnet("export", exported.toString());
    for (String line : List.of("-tan", "-taenoi", "-txuaH", "-t", "-xl")) {
      String command = "stty cols " + columns + "; ss " + line;
      Printed real = run(exported, "script", "-qec", command, "/dev/null");
      Cli.Result own = cli("COLUMNS", Integer.toString(columns)).terminal().run("ss", line);

      assertThat(own.bytes().toString(ISO_8859_1))
          .as("%s, %d columns", line, columns)
          .isEqualTo(real.out.replace("\r\n", "\n"));
    }
  }

  @Test
  void ss_moreThanItsBufferHolds_breaksWhereTheRealOneDoes(@TempDir Path tree)
      throws IOException, InterruptedException {
    Files.createDirectory(tree.resolve("net"));
    Files.writeString(tree.resolve("net/tcp"), tcpRows(90_000));
    Files.writeString(tree.resolve("net/unix"), unixRows(4_000));
    Printed imported = procnet("import", tree.toString());
    assertThat(imported.code).as(imported.err).isZero();

    for (String line : List.of("-tan", "-taie", "-xa", "-taH state established")) {
      assertThat(procnet(prepend("ss", line.split(" "))).out.equals(ss(tree, line.split(" ")).out))
          .as(line)
          .isTrue();
    }
  }

  private static String tcpRows(int count) {
    StringBuilder rows =
        new StringBuilder(
            String.format(
                "%-149s%n",
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt"
                    + "   uid  timeout inode"));
    for (int i = 0; i < count; i++) {
      String row =
          String.format(
              "%4d: %08X:%04X %08X:%04X %02X %08X:%08X 00:00000000 00000000 %5d        0 %d 1"
                  + " 0000000000000000 20 4 30 %d -1",
              i, i * 977, i % 65_536, i * 31, 1 + i % 1000, 1, i, i / 7, i % 5, i, 10 + i % 100);
      rows.append(String.format("%-149s%n", row));
    }
    return rows.toString();
  }

  private static String unixRows(int count) {
    StringBuilder rows =
        new StringBuilder("Num       RefCount Protocol Flags    Type St Inode Path\n");
    for (int i = 0; i < count; i++) {
      rows.append(
          String.format(
              "0000000000000000: 00000002 00000000 00010000 %04X 01 %5d /run/%d%n",
              i % 3 == 0 ? 5 : 1, 10_000 + i * 7919 % 10_007, i));
    }
    return rows.toString();
  }

  private static String withoutInterfaces(String listing) {
    return listing.replaceAll(":(?!\\*)\\S+ +\\*", ":IF *").replaceAll(" +", " ");
  }

  private static Printed procnet(String... args) {
    Cli.Result result = cli("PROC_IP_LOCAL_PORT_RANGE", PORT_RANGE).run(args);
    return new Printed(result.code(), result.bytes().toString(ISO_8859_1), result.err());
  }

  private static Cli cli(String name, String value) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PROCNET_SERVER", server.address());
    environment.put("PROC_IP_LOCAL_PORT_RANGE", PORT_RANGE);
    environment.put(name, value);
    return new Cli(environment);
  }

  private static Printed ss(Path root, String... args) throws IOException, InterruptedException {
    return run(root, prepend("ss", args));
  }

  private static Printed run(Path root, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder ss = new ProcessBuilder(command);
    ss.environment().put("PROC_ROOT", root.toString());
    ss.environment().put("PROC_IP_LOCAL_PORT_RANGE", PORT_RANGE);
    ss.environment().put("LC_ALL", "C");
    Path errors = Files.createTempFile(directory, "ss", ".err");
    Process process = ss.redirectError(errors.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    return new Printed(process.waitFor(), out, Files.readString(errors, UTF_8));
  }

  private static String[] prepend(String first, String... others) {
    List<String> words = new ArrayList<>(List.of(first));
    words.addAll(Arrays.asList(others));
    return words.toArray(String[]::new);
  }

  private static boolean hasSs() throws InterruptedException {
    try {
      Process process = new ProcessBuilder("ss", "-V").start();
      String version = new String(process.getInputStream().readAllBytes(), UTF_8);
      return process.waitFor() == 0 && version.contains("iproute2-6.1");
    } catch (IOException e) {
      return false;
    }
  }
}
