package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Trees of other kernels, and such as people write by hand. */
class LenientImportTest {

  // Pointers of 8 digits, as 32-bit kernels print them.
  private static final String UNIX_32 =
      """
      Num       RefCount Protocol Flags    Type St Inode Path
      c1a0b200: 00000002 00000000 00010000 0001 01  4711 /run/a
      """;

  // 2.4 had no columns after the pointer, and padded to the same width.
  private static final String TCP_24 =
      """
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
         0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 913 1 c7a9b040
      """;

  // Before 2.6.39 routes were padded with blanks after each column no less, but had no header's
  // tabs.
  private static final String ROUTE_UNPADDED =
      """
      Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
      eth0	0000100A	00000000	0001	0	0	0	00FFFFFF	0	0	0
      """;

  // 2.0 counted no bytes.
  private static final String DEV_20 =
      """
      Inter-|   Receive                  |  Transmit
       face |packets errs drop fifo frame|packets errs drop fifo colls carrier
          lo:      4    0    0    0    0        4    0    0    0     0    0
      """;

  // 2.6.9: no InCsumErrors, neither IcmpMsg nor UdpLite.
  private static final String SNMP_26 =
      """
      Ip: Forwarding DefaultTTL InReceives InHdrErrors InAddrErrors ForwDatagrams InUnknownProtos InDiscards InDelivers OutRequests OutDiscards OutNoRoutes ReasmTimeout ReasmReqds ReasmOKs ReasmFails FragOKs FragFails FragCreates
      Ip: 2 64 14 0 0 0 0 0 14 12 0 0 0 0 0 0 0 0 0
      Icmp: InMsgs InErrors InDestUnreachs InTimeExcds InParmProbs InSrcQuenchs InRedirects InEchos InEchoReps InTimestamps InTimestampReps InAddrMasks InAddrMaskReps OutMsgs OutErrors OutDestUnreachs OutTimeExcds OutParmProbs OutSrcQuenchs OutRedirects OutEchos OutEchoReps OutTimestamps OutTimestampReps OutAddrMasks OutAddrMaskReps
      Icmp: 1 0 0 0 0 0 0 1 0 0 0 0 0 1 0 0 0 0 0 0 0 1 0 0 0 0
      Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens PassiveOpens AttemptFails EstabResets CurrEstab InSegs OutSegs RetransSegs InErrs OutRsts
      Tcp: 1 200 120000 -1 3 1 0 0 1 9 8 0 0 0
      Udp: InDatagrams NoPorts InErrors OutDatagrams
      Udp: 2 0 0 2
      """;

  private final NetFiles netFiles = new NetFiles(new StatisticsLog());
  private final TreeImporter importer = new TreeImporter(netFiles);

  private TreeImporter.Imported lenient(Map<String, ByteString> tree) {
    return importer.importTree(tree, null, true);
  }

  private static Map<String, ByteString> forward() {
    return new HashMap<>(Corpus.tree("linux-6.18/forward").files());
  }

  private static TreeImporter.File file(TreeImporter.Imported imported, String name) {
    return imported.files().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  private void assertComesBack(TreeImporter.Imported imported, Map<String, ByteString> tree) {
    tree.forEach(
        (name, content) ->
            assertThat(netFiles.open(imported.state(), name, Reader.ROOT).readAll())
                .as(name)
                .isEqualTo(content));
  }

  @Test
  void importTree_fixturesOfOldKernels_comeBackUnchanged() {
    Map<String, ByteString> tree = new LinkedHashMap<>();
    tree.put("unix", bytes(UNIX_32));
    tree.put("tcp", bytes(TCP_24));
    tree.put("route", bytes(ROUTE_UNPADDED));
    tree.put("dev", bytes(DEV_20));
    tree.put("snmp", bytes(SNMP_26));
    tree.put("ip_conntrack", bytes("tcp 6 431999 ESTABLISHED\n"));

    TreeImporter.Imported imported = lenient(tree);

    assertComesBack(imported, tree);
    assertThat(imported.files()).extracting(TreeImporter.File::name).containsAll(tree.keySet());
    assertThat(file(imported, "snmp").opaque()).isFalse();
    assertThat(file(imported, "unix").warning()).isNotNull();
    assertThat(file(imported, "ip_conntrack"))
        .isEqualTo(new TreeImporter.File("ip_conntrack", true, 25, 1, null));
  }

  @Test
  void importTree_oneFileWrong_keepsItAndModelsTheOthers() {
    Map<String, ByteString> tree = forward();
    tree.put("arp", bytes("10.16.0.2 at 02:00:00:00:10:02\n"));

    TreeImporter.Imported imported = lenient(tree);

    assertThat(imported.files())
        .filteredOn(f -> f.warning() != null)
        .extracting(TreeImporter.File::name)
        .containsExactly("arp");
    NetFileException warning = Objects.requireNonNull(file(imported, "arp").warning());
    assertThat(warning.line()).isEqualTo(1);
    assertThat(warning.column()).isEqualTo(1);
    assertThat(warning)
        .hasMessage("expected the header of arp, found '10.16.0.2 at 02:00:00:00:10:02'");
    assertThat(netFiles.get(imported.state(), "arp").opaque()).isTrue();
    assertThat(netFiles.get(imported.state(), "tcp").opaque()).isFalse();
    assertComesBack(imported, Map.of("arp", Objects.requireNonNull(tree.get("arp"))));
  }

  @Test
  void importTree_rejectedFile_leavesNoRowInTheModel() {
    Map<String, ByteString> tree = forward();
    // Its first row is right, and its interface is in no other file.
    String arp = Objects.requireNonNull(tree.get("arp")).toStringUtf8();
    String row = "10.16.0.9        0x1         0x2         02:00:00:00:10:09     *        gone0\n";
    tree.put("arp", bytes(arp + row + "broken\n"));

    TreeImporter.Imported imported = lenient(tree);

    assertThat(file(imported, "arp").opaque()).isTrue();
    assertThat(imported.state().table(Section.NEIGHBORS)).isEmpty();
    assertThat(imported.state().table(Section.INTERFACES))
        .noneMatch(row2 -> row2.name().text().equals("gone0"));
  }

  @Test
  void importTree_rowsWithoutPadding_isOfTheSystemThatRejectsFewest() {
    Map<String, ByteString> tree = new HashMap<>();
    Map<String, ByteString> forward = forward();
    for (String name : java.util.List.of("snmp", "netstat", "protocols", "ptype")) {
      tree.put(name, Objects.requireNonNull(forward.get(name)));
    }
    // An editor took the blanks at the ends of lines away: it looks like one of gVisor.
    for (String name : java.util.List.of("tcp", "udp", "route")) {
      String text = Objects.requireNonNull(forward.get(name)).toStringUtf8();
      tree.put(name, bytes(text.replaceAll(" +\n", "\n")));
    }

    TreeImporter.Imported imported = lenient(tree);

    assertThat(imported.state().profile()).isEqualTo(Profile.LINUX_6_18);
    assertThat(file(imported, "protocols").opaque()).isFalse();
    assertThat(file(imported, "route").opaque()).isTrue();
    assertComesBack(imported, Map.of("route", Objects.requireNonNull(tree.get("route"))));
  }

  @Test
  void importTree_onlyFilesThatTheModelDoesNotKnow_areKept() {
    Map<String, ByteString> tree = Map.of("ip_conntrack", bytes("x\n"));

    assertComesBack(lenient(tree), tree);
  }

  @Test
  void importTree_noFileOfProcNet_isRefused() {
    assertThatThrownBy(() -> lenient(Map.of("pom.xml", bytes("<project/>"), "a/tcp", bytes(""))))
        .isInstanceOf(ProcnetException.class)
        .hasMessage("none of the 2 files is one of /proc/net, expected a captured tree");
  }

  @Test
  void importTree_rightTree_hasNoWarning() {
    assertThat(lenient(forward()).files()).allMatch(f -> f.warning() == null);
  }
}
