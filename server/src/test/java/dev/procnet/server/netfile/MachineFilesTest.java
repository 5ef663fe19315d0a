package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.bytes;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.BootConfiguration;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of the initial network namespace. */
class MachineFilesTest {

  private static final Profile PROFILE = Profile.LINUX_6_18;
  private static final String CONNECTOR = "Name            ID\n";
  private static final String SERVERS =
      "nameserver 192.0.2.1\nnameserver 0.0.0.0\nnameserver 192.0.2.2\nbootserver 192.0.2.3\n";

  private final NetFiles netFiles = new NetFiles(new StatisticsLog());
  private final TreeImporter importer = new TreeImporter(netFiles);

  /** The importer compares what it prints with these: what it takes comes back byte for byte. */
  private Snapshot imported(Map<String, String> tree) {
    Map<String, ByteString> files = new TreeMap<>();
    tree.forEach((name, text) -> files.put(name, bytes(text)));
    return importer.importTree(files, PROFILE).state();
  }

  @ParameterizedTest
  @EnumSource
  void freshNamespace_hasNoneOfThem(Profile profile) {
    Snapshot seed = new Seeds(importer).of(profile);

    assertThat(netFiles.list(seed))
        .extracting(NetFiles.Entry::name)
        .doesNotContain("connector", "pnp", "ipconfig/ntp_servers", "wireless");
  }

  @Test
  void importConnector_rows_comeBackInTheirOrder() {
    String rows =
        "w1              3:1\ncn_proc         1:1\na name that has blanks in it 0:4294967295\n";

    Snapshot state = imported(Map.of("connector", CONNECTOR + rows));

    assertThat(print(new ConnectorFile(), state)).isEqualTo(CONNECTOR + rows);
    assertThat(print(new ConnectorFile(), imported(Map.of("connector", CONNECTOR))))
        .isEqualTo(CONNECTOR);
  }

  @Test
  void parseConnector_badRow_isRefused() {
    refuseConnector("cn_proc         1:\n", 2, 19, "the value of an id");
    refuseConnector("cn_proc         4294967296:1\n", 2, 17, "at most 4294967295");
    refuseConnector("cn_proc\n", 2, 1, "the index of an id");
    refuseConnector("                1:1\n", 2, 1, "expected 1 to 31");
    refuseConnector("\u00e9               1:1\n", 2, 1, "printable ASCII");
    refuseConnector("a 1:1\nb 1:1\n", 3, 1, "each id once");
    assertRefused(new ConnectorFile(), PROFILE, "Name ID\n", 1, 6, "the header of connector");
  }

  private static void refuseConnector(String rows, int line, int column, String expected) {
    assertRefused(new ConnectorFile(), PROFILE, CONNECTOR + rows, line, column, expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#MANUAL\n",
        "#MANUAL\n" + SERVERS,
        "#PROTO: DHCP\ndomain example.org\n" + SERVERS,
        "#PROTO: BOOTP\ndomain x y\n",
        "#PROTO: RARP\nbootserver 10.0.0.1\n"
      })
  void importPnp_any_comesBackWithTimeServers(String pnp) {
    String ntp = "192.0.2.4\n192.0.2.5\n";

    Snapshot state = imported(Map.of("pnp", pnp, "ipconfig/ntp_servers", ntp));

    assertThat(print(new PnpFile(), state)).isEqualTo(pnp);
    assertThat(print(new NtpServersFile(), state)).isEqualTo(ntp);
    assertThat(state.table(Section.BOOT_CONFIGURATIONS)).hasSize(1);
  }

  @Test
  void importNtpServers_alone_comeBack() {
    assertThat(print(new NtpServersFile(), imported(Map.of("ipconfig/ntp_servers", "")))).isEmpty();
    assertThat(print(new NtpServersFile(), imported(Map.of("ipconfig/ntp_servers", "192.0.2.4\n"))))
        .isEqualTo("192.0.2.4\n");
  }

  @Test
  void parsePnp_wrong_isRefused() {
    refusePnp("", 1, 1, "#MANUAL, #PROTO: DHCP");
    refusePnp("#PROTO: PPP\n", 1, 1, "#MANUAL, #PROTO: DHCP");
    refusePnp("#MANUAL\nnameserver 10.0.0.256\n", 2, 19, "at most 255");
    refusePnp("#MANUAL\nnameserver 10.0.0.1 x\n", 2, 21, "the end of the line");
    refusePnp("#MANUAL\nbootserver 10.0.0.1\ndomain x\n", 3, 1, "the end of the file");
    refusePnp("#MANUAL\nbootserver 255.255.255.255\n", 1, 1, "no address");
    refusePnp("#MANUAL\n" + "nameserver 10.0.0.1\n".repeat(4), 1, 1, "at most 3");
    refusePnp("#MANUAL\ndomain " + "x".repeat(64) + "\n", 1, 1, "expected 0 to 63");
  }

  private static void refusePnp(String text, int line, int column, String expected) {
    assertRefused(new PnpFile(), PROFILE, text, line, column, expected);
  }

  @Test
  void parseNtpServers_wrong_isRefused() {
    assertRefused(new NtpServersFile(), PROFILE, "10.0.0.1\nx\n", 2, 1, "an octet");
    assertRefused(new NtpServersFile(), PROFILE, "10.0.0.1\n".repeat(4), 1, 1, "at most 3");
  }

  @Test
  void open_hiddenAddresses_areZero() {
    Snapshot state =
        imported(Map.of("pnp", "#PROTO: DHCP\n" + SERVERS, "ipconfig/ntp_servers", "192.0.2.4\n"));
    Reader reader = new Reader(UidMap.INITIAL, true);

    assertThat(new PnpFile().open(state, reader).readAll().toStringUtf8())
        .isEqualTo("#PROTO: DHCP\n" + SERVERS.replaceAll("192\\.0\\.2\\.\\d", "0.0.0.0"));
    assertThat(new NtpServersFile().open(state, reader).readAll().toStringUtf8())
        .isEqualTo("0.0.0.0\n");
  }

  @Test
  void of_noRow_isNothing() {
    assertThat(BootConfiguration.of(java.util.List.of())).isSameAs(BootConfiguration.NOTHING);
  }
}
