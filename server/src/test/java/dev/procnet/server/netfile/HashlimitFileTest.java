package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.bytes;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.HashlimitBucket;
import dev.procnet.server.stack.MatchTable;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashlimitFileTest {

  private static final String ROW =
      """
      -3 10.16.0.2:40000->10.16.0.1:80 18446744073709551615 160000 32000
      59 0.0.0.0:0->10.16.0.1:65535 0 1 2
      """;

  private static final String ROW6 =
      "60 2001:0db8:0000:0000:0000:0000:0000:0000:0->0000:0000:0000:0000:0000:0000:0000:0000:443"
          + " 1 2 3\n";

  private final NetFiles netFiles = new NetFiles(new StatisticsLog());
  private final NetFile ipv4 = new HashlimitFile(MatchTable.Module.HASHLIMIT_IPV4, "http");
  private final NetFile ipv6 = new HashlimitFile(MatchTable.Module.HASHLIMIT_IPV6, "http");

  @Test
  void parse_rows_readsEachColumn() {
    Snapshot state = parse(ipv4, Profile.LINUX_6_18, ROW);

    assertThat(state.table(Section.HASHLIMIT_BUCKETS))
        .contains(
            new HashlimitBucket(
                "http",
                SocketFixtures.ipv4(10, 16, 0, 2),
                40000,
                SocketFixtures.ipv4(10, 16, 0, 1),
                80,
                -3,
                -1,
                160000,
                32000));
    assertThat(print(ipv4, state)).isEqualTo(ROW);
    assertThat(print(ipv6, state)).isEmpty();
    assertThat(print(ipv6, parse(ipv6, Profile.LINUX_6_1, ROW6))).isEqualTo(ROW6);
  }

  @Test
  void importTree_tablesOfBothFamilies_areKeptApart() {
    Map<String, ByteString> tree =
        Map.of(
            "ipt_hashlimit/http", bytes(ROW),
            "ip6t_hashlimit/http", bytes(ROW6),
            "ip6t_hashlimit/empty", ByteString.EMPTY);

    Snapshot state = new TreeImporter(netFiles).importTree(tree, null).state();

    assertThat(netFiles.list(state))
        .extracting(NetFiles.Entry::name)
        .containsExactlyInAnyOrderElementsOf(tree.keySet());
    tree.forEach(
        (name, content) ->
            assertThat(netFiles.open(state, name, Reader.ROOT).readAll()).isEqualTo(content));
  }

  @Test
  void open_hidden_zeroesAddressesAndPorts() {
    String hidden =
        ipv4.open(parse(ipv4, Profile.LINUX_6_18, ROW), SocketFixtures.HIDDEN)
            .readAll()
            .toString(ISO_8859_1);

    assertThat(hidden)
        .isEqualTo(
            """
            -3 0.0.0.0:0->0.0.0.0:0 18446744073709551615 160000 32000
            59 0.0.0.0:0->0.0.0.0:0 0 1 2
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "garbage, 1, a time to expiry",
    "1 10.0.0.256:1, 10, an octet of an IPv4 address",
    "1 10.0.0.1, 11, ':'",
    "1 10.0.0.1:65536->10.0.0.2:1 1 2 3, 12, a port of at most 65535",
    "1 10.0.0.1:1-10.0.0.2:1 1 2 3, 14, '->'",
    "1 10.0.0.1:1->10.0.0.2:1 1 -2 3, 28, a cap of credits",
    "1 10.0.0.1:1->10.0.0.2:1 1 2, 29, ' '",
    "1 10.0.0.1:1->10.0.0.2:1 1 2 3 4, 32, the end of the line",
  })
  void parse_badRow_isRefusedWhereItIs(String row, int column, String expected) {
    assertRefused(ipv4, Profile.LINUX_6_18, ROW + row + "\n", 3, column, expected);
  }

  @Test
  void parse_nameTooLong_isRefused() {
    NetFile file = new HashlimitFile(MatchTable.Module.HASHLIMIT_IPV4, "x".repeat(255));

    assertRefused(file, Profile.LINUX_6_18, "", 1, 1, "has 255 bytes, expected 1 to 254");
  }
}
