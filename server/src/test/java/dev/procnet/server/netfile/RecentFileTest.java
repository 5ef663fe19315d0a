package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.bytes;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.MatchTable;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.RecentAddress;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecentFileTest {

  private static final String ROW =
      "src=10.16.0.2 ttl: 64 last_seen: 4294938002 oldest_pkt: 2 4294937001, 4294938002, 7\n";

  private static final String ROW6 =
      "src=2001:0db8:0000:0000:0000:0000:0000:0001 ttl: 0 last_seen: 18446744073709551615"
          + " oldest_pkt: 1 18446744073709551615\n";

  private final NetFiles netFiles = new NetFiles(new StatisticsLog());
  private final NetFile file = new RecentFile("DEFAULT");

  @Test
  void parse_rows_readsEachColumn() {
    Snapshot state = parse(file, Profile.LINUX_6_18, ROW + ROW6);

    assertThat(state.table(Section.RECENT_ADDRESSES))
        .containsExactly(
            new RecentAddress(
                "DEFAULT",
                SocketFixtures.ipv4(10, 16, 0, 2),
                64,
                2,
                List.of(4294937001L, 4294938002L, 7L)),
            new RecentAddress(
                "DEFAULT", new Ipv6Address(0x20010db800000000L, 1), 0, 1, List.of(-1L)));
    assertThat(state.table(Section.MATCH_TABLES))
        .containsExactly(new MatchTable(MatchTable.Module.RECENT, "DEFAULT"));
    assertThat(print(file, state)).isEqualTo(ROW + ROW6);
    assertThat(print(new RecentFile("other"), state)).isEmpty();
  }

  @Test
  void open_hidden_zeroesAddresses() {
    String hidden =
        file.open(parse(file, Profile.LINUX_6_18, ROW + ROW6), SocketFixtures.HIDDEN)
            .readAll()
            .toString(ISO_8859_1);

    assertThat(hidden)
        .startsWith("src=0.0.0.0 ttl: 64 last_seen: 4294938002")
        .contains("src=0000:0000:0000:0000:0000:0000:0000:0000 ttl: 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DEFAULT", "ssh scan\n", "é%s", "..."})
  void importTree_anyName_isServedAsItCame(String name) {
    Map<String, ByteString> tree =
        Map.of("xt_recent/" + name, bytes(ROW), "xt_recent/empty", ByteString.EMPTY);

    Snapshot state = new TreeImporter(netFiles).importTree(tree, null).state();

    assertThat(netFiles.list(state).stream().filter(entry -> !entry.opaque()))
        .extracting(NetFiles.Entry::name)
        .containsExactlyInAnyOrderElementsOf(tree.keySet());
    assertThat(netFiles.open(state, "xt_recent/" + name, Reader.ROOT).readAll())
        .isEqualTo(bytes(ROW));
    assertThat(netFiles.open(state, "xt_recent/empty", Reader.ROOT).readAll()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "."})
  void parse_nameOfNoFile_isRefused(String name) {
    assertRefused(new RecentFile(name), Profile.LINUX_6_18, ROW, 1, 1, "the name of a file");
    assertRefused(
        new RecentFile("x".repeat(200)),
        Profile.LINUX_6_18,
        ROW,
        1,
        1,
        "has 200 bytes, expected 1 to 199");
  }

  @ParameterizedTest
  @CsvSource({
    "garbage, 1, src=",
    "src=10.0.0.256 ttl: 1, 12, an octet of an IPv4 address",
    "src=2001:db8::1 ttl: 1, 10, a group of an address",
    "src=10.0.0.1 ttl: 256, 19, a time to live of at most 255",
    "src=10.0.0.1 ttl: 64 last_seen: -1, 33, a timestamp",
    "src=10.0.0.1 ttl: 64 last_seen: 5 oldest_pkt: 65536, 47, the number of a timestamp of at",
    "src=10.0.0.1 ttl: 64 last_seen: 5 oldest_pkt: 1, 48, ' '",
    "src=10.0.0.1 ttl: 64 last_seen: 5 oldest_pkt: 1 x, 49, a timestamp",
    "'src=10.0.0.1 ttl: 64 last_seen: 5 oldest_pkt: 1 5,6', 50, the end of the line",
    "'src=10.0.0.1 ttl: 64 last_seen: 5 oldest_pkt: 2 5, 6', 33, 'timestamp 2, 6'",
    "src=10.0.0.1 ttl: 64 last_seen: 5 oldest_pkt: 0 5, 1, 'newest: is 0, expected 1 to 1'",
    "src=10.0.0.1 ttl: 64 last_seen: 5 oldest_pkt: 2 5, 1, 'newest: is 2, expected 1 to 1'",
  })
  void parse_badRow_isRefusedWhereItIs(String row, int column, String expected) {
    assertRefused(file, Profile.LINUX_6_18, ROW + row + "\n", 2, column, expected);
  }
}
