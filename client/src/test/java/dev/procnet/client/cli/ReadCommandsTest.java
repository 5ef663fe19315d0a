package dev.procnet.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.client.fake.FakeServer;
import dev.procnet.client.fake.Faults;
import dev.procnet.client.fake.Faults.StreamFault;
import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.IdMapping;
import dev.procnet.v1.Interface;
import dev.procnet.v1.InterfaceAddress;
import dev.procnet.v1.InterfaceStatistics;
import dev.procnet.v1.ListRoutesRequest;
import dev.procnet.v1.Neighbor;
import dev.procnet.v1.NeighborState;
import dev.procnet.v1.Route;
import dev.procnet.v1.StreamNetFileRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadCommandsTest {

  private final FakeServer server = FakeServer.start();
  private final Cli cli = Cli.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void ls_files_areAligned() {
    server.stack().file("tcp", "0123456789").file("dev_snmp6/eth0", "x");

    assertThat(cli.run("ls").out())
        .isEqualTo(
            """
            NAME            SIZE  KIND      SUMMARY
            tcp               10  modelled  what tcp shows
            dev_snmp6/eth0     1  opaque    what dev_snmp6/eth0 shows
            """);
  }

  @Test
  void ls_name_printsNamesAlone() {
    server.stack().file("tcp", "").file("udp", "");

    assertThat(cli.run("ls", "-o", "name").out()).isEqualTo("tcp\nudp\n");
  }

  @Test
  void ls_noFiles_printsTheHeadAlone() {
    assertThat(cli.run("ls").out()).isEqualTo("NAME  SIZE  KIND  SUMMARY\n");
  }

  @Test
  void ls_json_isTheAnswer() {
    server.stack().file("tcp", "x");

    assertThat(cli.run("ls", "--output=json").out())
        .contains("\"header\": {")
        .contains("\"name\": \"tcp\"")
        .contains("\"size\": \"1\"");
  }

  @Test
  void ls_yaml_isTheSameTree() {
    server.stack().file("tcp", "x");

    assertThat(cli.run("-o", "yaml", "ls").out())
        .contains("files:\n- name: tcp\n  size: '1'\n  summary: what tcp shows\n");
  }

  @Test
  void cat_anyBytes_areExact() {
    byte[] content = new byte[300_000];
    new Random(2).nextBytes(content);
    server.stack().file("unix", ByteString.copyFrom(content));

    Cli.Result result = cli.run("cat", "unix");

    assertThat(result.bytes()).isEqualTo(ByteString.copyFrom(content));
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
  }

  @Test
  void cat_severalFiles_areOfOneRevision() {
    server.stack().file("tcp", "a").file("udp", "b");

    assertThat(cli.run("cat", "tcp", "udp", "tcp").out()).isEqualTo("aba");
    assertThat(server.requests(StreamNetFileRequest.class))
        .extracting(request -> request.getRead().getExactRevision())
        .containsExactly(0L, 3L, 3L);
  }

  @Test
  void cat_revision_readsThatOne() {
    server.stack().file("tcp", "old").file("tcp", "new");

    assertThat(cli.run("cat", "--revision", "2", "tcp").out()).isEqualTo("old");
  }

  @Test
  void cat_reader_isSent() {
    server.stack().file("tcp", "");

    cli.run("cat", "--uid-map=0:1000:1", "--uid-map", "1:100000:65536", "--hide-addresses", "tcp");

    assertThat(server.requests(StreamNetFileRequest.class).get(0).getRead().getReader())
        .satisfies(
            reader -> {
              assertThat(reader.getHideAddresses()).isTrue();
              assertThat(reader.getUidMapList())
                  .containsExactly(
                      IdMapping.newBuilder().setOutside(1000).setLength(1).build(),
                      IdMapping.newBuilder()
                          .setInside(1)
                          .setOutside(100000)
                          .setLength(65536)
                          .build());
            });
  }

  @Test
  void cat_streamEndsShort_failsSayingHowManyBytesCame() {
    server.stack().file("tcp", "0123456789");
    server.faults().streams(StreamFault.NO_END);

    Cli.Result result = cli.run("cat", "tcp");

    assertThat(result.code()).isEqualTo(ExitCode.DAMAGED);
    assertThat(result.err())
        .isEqualTo(
            "procnet: tcp: the stream was cut short: it has no end message (10 bytes received);"
                + " run the command again: what came is not the whole\n");
  }

  @Test
  void cat_unknownFile_suggestsTheNearest() {
    Cli.Result result = cli.run("cat", "tpc");

    assertThat(result.code()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(result.err()).isEqualTo("procnet: no net file 'tpc'; did you mean 'tcp'?\n");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void interfaces_rawName_isEscaped() {
    server
        .stack()
        .interfaces()
        .add(
            Interface.newBuilder()
                .setIndex(2)
                .setName("eth?")
                .setRawName(ByteString.copyFrom(new byte[] {'e', 't', 'h', (byte) 0xff, 0x1b}))
                .setMtu(1500)
                .setFlags(0x1043)
                .setLinkAddress("02:00:00:00:10:01")
                .addAddresses(
                    InterfaceAddress.newBuilder().setAddress("10.0.0.1").setPrefixLength(24))
                .addAddresses(
                    InterfaceAddress.newBuilder().setAddress("fe80::1").setPrefixLength(64))
                .build());

    assertThat(cli.run("interfaces").out())
        .isEqualTo(
            """
            INDEX  NAME          MTU  FLAGS                           LINK               ADDRESSES
                2  eth\\xff\\x1b  1500  UP,BROADCAST,RUNNING,MULTICAST  02:00:00:00:10:01  10.0.0.1/24,fe80::1/64
            """);
  }

  @Test
  void interfaces_wide_showsUnsignedStatistics() {
    server
        .stack()
        .interfaces()
        .add(
            Interface.newBuilder()
                .setIndex(1)
                .setName("lo")
                .setStatistics(InterfaceStatistics.newBuilder().setRxBytes(-1).setTxDropped(7))
                .build());

    assertThat(cli.run("interfaces", "-o", "wide").out())
        .contains("RX-BYTES")
        .contains(" 18446744073709551615 ")
        .contains(" 7  -\n");
  }

  @Test
  void addresses_table_aRowAnAddressWithScopeAndFlagsInWords() {
    addressed();

    assertThat(cli.run("addresses").out())
        .isEqualTo(
            """
            INDEX  NAME  ADDRESS   PREFIX  SCOPE  FLAGS
                2  eth0  10.0.0.1      24  -      -
                2  eth0  fe80::1       64  link   tentative,permanent
                2  eth0  ::1          128  0x30   0x100
            """);
  }

  @Test
  void addresses_name_printsAddressesAlone() {
    addressed();

    assertThat(cli.run("addresses", "-o", "name").out()).isEqualTo("10.0.0.1\nfe80::1\n::1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "jsonl", "yaml"})
  void addresses_structured_isTheAnswerOfInterfaces(String format) {
    addressed();

    assertThat(cli.run("addresses", "-o", format).out())
        .contains("fe80::1", "mtu")
        .isEqualTo(cli.run("interfaces", "-o", format).out());
  }

  @Test
  void addresses_otherForms_areTheSameRows() {
    addressed();

    assertThat(cli.run("addresses", "-o", "csv").out()).contains("2,eth0,fe80::1,64,link,");
    assertThat(cli.run("addresses", "-o", "raw").out())
        .contains("2\teth0\tfe80::1\t64\tlink\ttentative,permanent\n");
    assertThat(cli.run("addresses", "-o", "wide").out()).isEqualTo(cli.run("addresses").out());
  }

  private void addressed() {
    server
        .stack()
        .interfaces()
        .add(
            Interface.newBuilder()
                .setIndex(2)
                .setName("eth0")
                .setMtu(1500)
                .addAddresses(address("10.0.0.1", 24))
                .addAddresses(address("fe80::1", 64).setScope(0x20).setFlags(0xc0))
                .addAddresses(address("::1", 128).setScope(0x30).setFlags(0x100))
                .build());
  }

  private static InterfaceAddress.Builder address(String text, int prefix) {
    return InterfaceAddress.newBuilder().setAddress(text).setPrefixLength(prefix);
  }

  @Test
  void catIfChanged_sameSince_printsNothingAndExits11() {
    server.stack().file("tcp", "one\n").file("udp", "other\n");

    Cli.Result result = cli.run("cat", "tcp", "--if-changed-since", "2");

    assertThat(result.code()).isEqualTo(ExitCode.UNCHANGED).isEqualTo(11);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo("procnet: tcp has not changed since revision 2, at revision 3\n");
  }

  @Test
  void catIfChanged_changedSince_printsItAndSaysWhichRevision() {
    server.stack().file("tcp", "one\n").file("tcp", "two\n");

    Cli.Result result = cli.run("cat", "tcp", "--if-changed-since", "2");

    assertThat(result.code()).isZero();
    assertThat(result.out()).isEqualTo("two\n");
    assertThat(result.err()).isEqualTo("procnet: tcp, at revision 3\n");
  }

  @Test
  void catAll_directory_getsEveryFile(@TempDir Path directory) throws IOException {
    server.stack().file("tcp", "one\n").file("dev_snmp6/eth0", "two\n");
    Files.writeString(directory.resolve("tcp"), "of an earlier time\n");

    Cli.Result result = cli.run("cat", "--all", "-d", directory.toString());

    assertThat(result.code()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo("procnet: stack default at revision 3: 2 files, 8 bytes to " + directory + "\n");
    assertThat(directory.resolve("tcp")).hasContent("one\n");
    assertThat(directory.resolve("dev_snmp6/eth0")).hasContent("two\n");
  }

  @Test
  void cat_directory_getsTheFilesNamed(@TempDir Path directory) {
    server.stack().file("tcp", "one\n").file("udp", "two\n");

    assertThat(cli.run("cat", "udp", "-d", directory.toString()).code()).isZero();

    assertThat(directory.toFile().list()).containsExactly("udp");
  }

  @Test
  void catAll_streamEndsShort_leavesTheDirectoryAsItWas(@TempDir Path directory)
      throws IOException {
    server.stack().file("tcp", "one\n");
    Files.writeString(directory.resolve("tcp"), "before\n");
    server.faults().streams(Faults.StreamFault.NO_END);

    assertThat(cli.run("cat", "--all", "-d", directory.toString()).code())
        .isEqualTo(ExitCode.DAMAGED);

    assertThat(directory.toFile().list()).containsExactly("tcp");
    assertThat(directory.resolve("tcp")).hasContent("before\n");
  }

  @Test
  void routes_table_namesDevices() {
    server.stack().interfaces().add(Interface.newBuilder().setIndex(2).setName("eth0").build());
    server
        .stack()
        .routes()
        .add(
            Route.newBuilder()
                .setId(1)
                .setFamily(AddressFamily.ADDRESS_FAMILY_IPV4)
                .setGateway("10.0.0.254")
                .setInterfaceIndex(2)
                .setFlags(3)
                .setTable(254)
                .build());
    server
        .stack()
        .routes()
        .add(
            Route.newBuilder()
                .setFamily(AddressFamily.ADDRESS_FAMILY_IPV6)
                .setDestination("fe80::")
                .setPrefixLength(64)
                .setInterfaceIndex(9)
                .setMetric(-1)
                .build());

    assertThat(cli.run("routes").out())
        .isEqualTo(
            """
            DESTINATION  GATEWAY     DEV       METRIC  FLAGS  TYPE  TABLE
            0.0.0.0/0    10.0.0.254  eth0           0  0x3    -       254
            fe80::/64    -           #9    4294967295  0x0    -         0
            """);
  }

  @Test
  void routes_family_isAskedFor() {
    cli.run("routes", "-6");

    assertThat(server.requests(ListRoutesRequest.class).get(0).getFamily())
        .isEqualTo(AddressFamily.ADDRESS_FAMILY_IPV6);
  }

  @Test
  void neighbors_table_showsStatesAndProxies() {
    server
        .stack()
        .neighbors()
        .add(
            Neighbor.newBuilder()
                .setAddress("10.0.0.2")
                .setLinkAddress("02:00:00:00:10:02")
                .setState(NeighborState.NEIGHBOR_STATE_REACHABLE)
                .setHardwareType(1)
                .build());
    server
        .stack()
        .neighbors()
        .add(Neighbor.newBuilder().setAddress("10.0.0.3").setProxy(true).build());

    assertThat(cli.run("neighbors").out())
        .isEqualTo(
            """
            ADDRESS   DEV  LINK               STATE      TYPE
            10.0.0.2  -    02:00:00:00:10:02  reachable     1
            10.0.0.3  -    -                  proxy         0
            """);
  }

  @Test
  void counters_table_showsMaxConnSignedAndOthersUnsigned() {
    assertThat(cli.run("counters").out())
        .isEqualTo(
            """
            GROUP  COUNTER                     VALUE
            Tcp    MaxConn                        -1
            Tcp    ActiveOpens                     0
            IpExt  InOctets     18446744073709551615
            """);
  }

  @Test
  void counters_nonzero_leavesZerosOutOfJsonToo() {
    assertThat(cli.run("counters", "--nonzero").out()).doesNotContain("ActiveOpens");
    assertThat(cli.run("counters", "--nonzero", "-o", "json").out())
        .contains("MaxConn")
        .doesNotContain("ActiveOpens");
  }

  @Test
  void ls_jsonl_isAFileALine() {
    server.stack().file("tcp", "x").file("udp", "yy");

    assertThat(cli.run("ls", "-o", "jsonl").out().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"name\":"));
  }
}
