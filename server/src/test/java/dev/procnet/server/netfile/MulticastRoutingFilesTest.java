package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.bytes;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.MulticastRoute;
import dev.procnet.server.stack.MulticastVif;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MulticastRoutingFilesTest {

  private static final Profile PROFILE = Profile.LINUX_6_18;
  private static final String VIF =
      "Interface      BytesIn  PktsIn  BytesOut PktsOut Flags Local    Remote\n";
  private static final String VIF6 = "Interface      BytesIn  PktsIn  BytesOut PktsOut Flags\n";
  private static final String CACHE = "Group    Origin   Iif     Pkts    Bytes    Wrong Oifs\n";
  private static final String CACHE6 =
      "Group                            Origin                           "
          + "Iif      Pkts  Bytes     Wrong  Oifs\n";
  private static final String ETH0 =
      " 0 eth0            384       3         0       0 00000 0100100A 00000000\n";
  private static final String PIMREG =
      " 3 pimreg            0       0       384       3 00004 0100100A 00000000\n";
  private static final String RESOLVED =
      "050505EF 0200100A 0          3      384        0  0:1    3:8  \n";
  private static final String UNRESOLVED = "4D0505EF 0200100A -1         0        0        0\n";

  private final TreeImporter importer = new TreeImporter(new NetFiles(new StatisticsLog()));

  /** The importer compares what it prints with these: what it takes comes back byte for byte. */
  private Snapshot imported(Map<String, String> tree) {
    Map<String, ByteString> files = new TreeMap<>();
    tree.forEach((name, text) -> files.put(name, bytes(text)));
    return importer.importTree(files, PROFILE).state();
  }

  @Test
  void import_vifsAndRoutes_comeBack() {
    String any = "00000000 00000000 31         0 18446744073709551615 12345678901\n";
    Snapshot state =
        imported(
            Map.of(
                "ip_mr_vif",
                VIF + ETH0 + PIMREG,
                "ip_mr_cache",
                CACHE + RESOLVED + any + UNRESOLVED));

    assertThat(print(new MulticastVifFile(false), state)).isEqualTo(VIF + ETH0 + PIMREG);
    assertThat(print(new MulticastVifFile(true), state)).isEqualTo(VIF6);
    assertThat(print(new MulticastRouteFile(true), state)).isEqualTo(CACHE6);
    assertThat(state.table(Section.MULTICAST_ROUTES))
        .extracting(MulticastRoute::incoming)
        .containsExactly(31, 0, MulticastRoute.UNRESOLVED);
  }

  @Test
  void import_ipv6_comesBack() {
    String vifs =
        """
         1 eth1              0       0       296       2 00000
        31 pim6reg          -1      -2        -3      -4 08004
        """;
    String route =
        "ff0e:0000:0000:0000:0000:0000:0000:0005 2001:0db8:0010:0000:0000:0000:0000:0002 "
            + "0          2      296        0  1:1   31:254\n";

    Snapshot state = imported(Map.of("ip6_mr_vif", VIF6 + vifs, "ip6_mr_cache", CACHE6 + route));

    assertThat(print(new MulticastVifFile(true), state)).isEqualTo(VIF6 + vifs);
    assertThat(state.table(Section.MULTICAST_VIFS))
        .extracting(MulticastVif::bytesIn)
        .containsExactly(0L, -1L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "tenbytes10", "fifteen-chars-x", "*@-\"\\", "\u0001\u00C3\u00A9"})
  void import_hostileName_comesBack(String name) {
    String row =
        " 0 "
            + name
            + " ".repeat(Math.max(0, 10 - name.length()))
            + "      384       3         0       0 00000 0100100A 00000000\n";

    Snapshot state = imported(Map.of("ip_mr_vif", VIF + row));

    assertThat(state.table(Section.INTERFACES))
        .extracting(device -> device.name().bytes().toString(ISO_8859_1))
        .contains(name);
  }

  @Test
  void import_none_isNoInterfaceUnlessOneHasThatName() {
    String row = ETH0.replace("eth0", "none");

    Snapshot without = imported(Map.of("ip_mr_vif", VIF + row));
    Snapshot with =
        imported(Map.of("ip_mr_vif", VIF + row, "anycast6", anycast("none"), "if_inet6", ""));

    assertThat(without.table(Section.INTERFACES)).isEmpty();
    assertThat(without.table(Section.MULTICAST_VIFS))
        .extracting(MulticastVif::interfaceIndex)
        .containsExactly(0);
    assertThat(with.table(Section.MULTICAST_VIFS))
        .extracting(MulticastVif::interfaceIndex)
        .containsExactly(7);
  }

  private static String anycast(String name) {
    return "7    " + name + " ".repeat(15 - name.length()) + " fe80" + "0".repeat(28) + "     1\n";
  }

  @Test
  void import_routesAlone_tellTheVirtualInterfaces() {
    Snapshot state = imported(Map.of("ip_mr_cache", CACHE + RESOLVED));

    assertThat(state.table(Section.MULTICAST_VIFS))
        .extracting(MulticastVif::number)
        .containsExactly(0, 3);
  }

  @Test
  void open_hiddenAddresses_areZero() {
    Snapshot state =
        imported(Map.of("ip_mr_vif", VIF + ETH0 + PIMREG, "ip_mr_cache", CACHE + RESOLVED));
    Reader reader = new Reader(UidMap.INITIAL, true);

    assertThat(new MulticastVifFile(false).open(state, reader).readAll().toStringUtf8())
        .contains("00000 00000000 00000000\n");
    assertThat(new MulticastRouteFile(false).open(state, reader).readAll().toStringUtf8())
        .endsWith("\n00000000 00000000 0          3      384        0  0:1    3:8  \n");
  }

  @Test
  void parseVif_badRow_isRefused() {
    refuseVif("32 eth0 0 0 0 0 00000 00000000 00000000\n", 2, 1, "at most 31");
    refuseVif(" 0 et:h0 0 0 0 0 00000 00000000 00000000\n", 2, 6, "a blank");
    refuseVif(" 0 eth0 x 0 0 0 00000 00000000 00000000\n", 2, 9, "a number of bytes");
    refuseVif(" 0 eth0 0 0 0 0 0000 00000000 00000000\n", 2, 17, "5 hexadecimal digits");
    refuseVif(" 0 eth0 0 0 0 0 10000 00000000 00000000\n", 2, 2, "flags");
    refuseVif(" 0 eth0 0 0 0 0 00000 00000000\n", 2, 31, "a blank");
    refuseVif(ETH0 + ETH0, 3, 1, "each virtual interface once");
    assertRefused(new MulticastVifFile(true), PROFILE, VIF, 1, 55, "the header of ip6_mr_vif");
  }

  private static void refuseVif(String rows, int line, int column, String expected) {
    assertRefused(new MulticastVifFile(false), PROFILE, VIF + rows, line, column, expected);
  }

  @Test
  void parseRoute_badRow_isRefused() {
    refuseRoute("0100000A 00000000 0 0 0 0\n", 2, 1, "a multicast address");
    refuseRoute("050505EF 0200100 0 0 0 0\n", 2, 10, "8 hexadecimal digits");
    refuseRoute("050505EF 0200100A 32 0 0 0\n", 2, 19, "at most 31");
    refuseRoute("050505EF 0200100A -2 0 0 0\n", 2, 20, "at most 1");
    refuseRoute("050505EF 0200100A -1 1 0 0\n", 2, 1, "expected one where packets are counted");
    refuseRoute("050505EF 0200100A 0 0 0 0 0:255\n", 2, 29, "at most 254");
    refuseRoute("050505EF 0200100A 0 0 0 0 0:0\n", 2, 27, "expected 1 to 254");
    refuseRoute("050505EF 0200100A 0 0 0 0 2:1 1:1\n", 2, 1, "ascending");
    refuseRoute(RESOLVED + RESOLVED, 3, 1, "each multicast route once");
    refuseRoute(UNRESOLVED + RESOLVED, 3, 1, "no resolved route");
    assertRefused(
        new MulticastRouteFile(true), PROFILE, CACHE6 + "ff0e::5\n", 2, 6, "a group of a group");
  }

  private static void refuseRoute(String rows, int line, int column, String expected) {
    assertRefused(new MulticastRouteFile(false), PROFILE, CACHE + rows, line, column, expected);
  }

  @Test
  void import_routeToAVifThatIsNotThere_isRefused() {
    Map<String, ByteString> tree =
        Map.of("ip_mr_vif", bytes(VIF + ETH0), "ip_mr_cache", bytes(CACHE + RESOLVED));

    TreeImporter.Imported lenient = importer.importTree(tree, PROFILE, true);

    assertThat(lenient.files())
        .extracting(TreeImporter.File::warning)
        .filteredOn(Objects::nonNull)
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.file()).isEqualTo("ip_mr_cache");
              assertThat(warning.line()).isEqualTo(2);
              assertThat(warning.column()).isEqualTo(RESOLVED.indexOf("3:8") + 1);
              assertThat(warning.expected()).contains("one of {0}");
            });
  }
}
