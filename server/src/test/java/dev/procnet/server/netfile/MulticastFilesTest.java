package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.bytes;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Snapshot;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MulticastFilesTest {

  private static final Profile PROFILE = Profile.LINUX_6_18;
  private static final String IGMP =
      "Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n";
  private static final String MCFILTER = "Idx Device        MCA        SRC    INC    EXC\n";
  private static final String GROUP = "\t\t\t\t010000E0     1 0:00000000\t\t0\n";
  private static final String ALL_NODES = "ff020000000000000000000000000001";

  private final TreeImporter importer = new TreeImporter(new NetFiles(new StatisticsLog()));

  /** The importer compares what it prints with these: what it takes comes back byte for byte. */
  private Snapshot imported(Map<String, String> tree) {
    Map<String, ByteString> files = new java.util.TreeMap<>();
    tree.forEach((name, text) -> files.put(name, bytes(text)));
    return importer.importTree(files, PROFILE).state();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "tenbytes10", "fifteen-chars-x", "*@-\"\\", "\u0001\u0003\u00C3\u00A9"})
  void import_hostileName_comesBack(String name) {
    String igmp = IGMP + "7\t" + left(name, 10) + ":     1      V2\n" + GROUP;
    String igmp6 = "7    " + left(name, 15) + " " + ALL_NODES + "     1 0000000C 0\n";
    String anycast = "7    " + left(name, 15) + " fe800000000000000000000000000000     1\n";
    String links = "7    " + left(name, 15) + " 1     0     01005e000001\n";
    Map<String, String> tree =
        Map.of("igmp", igmp, "igmp6", igmp6, "anycast6", anycast, "dev_mcast", links);

    Snapshot state = imported(tree);

    assertThat(print(new DevMcastFile(), state)).isEqualTo(links);
    assertThat(print(new IgmpFile(), state)).isEqualTo(igmp);
  }

  private static String left(String name, int width) {
    return name + " ".repeat(Math.max(0, width - name.length()));
  }

  @Test
  void import_registeredAgainstTheIndex_keepsThatOrder() {
    String row = " " + ALL_NODES + "     1 0000000C 0\n";
    String igmp6 = "9    b              " + row + "1    lo             " + row;

    assertThat(print(new Igmp6File(), imported(Map.of("igmp6", igmp6)))).isEqualTo(igmp6);
  }

  @Test
  void import_longName_isCutInMcfilter() {
    String igmp = IGMP + "12\tfifteen-chars-x:     1      V3\n" + GROUP;
    String mcfilter = MCFILTER + " 12 fiftee 0xe0000001 0xc000020a      1      0\n";

    Snapshot state = imported(Map.of("igmp", igmp, "mcfilter", mcfilter));

    assertThat(print(new McfilterFile(false), state)).isEqualTo(mcfilter);
  }

  @Test
  void parseIgmp_badRow_isRefused() {
    String device = "2\tlo        :     1      V3\n\t\t\t\t";
    refuse("2 lo        :     1      V3\n", 2, 2, "'\t'");
    refuse("2\tlo        :     1      V9\n", 2, 26, "a version V1");
    refuse("2\tlo        x     1      V3\n", 2, 13, "':'");
    refuse(device + "0100000A     1 0:00000000\t\t0\n", 3, 5, "multicast");
    refuse(device + "010000E0     1 0:00000001\t\t0\n", 3, 5, "no timer");
    refuse(device + "010000E0     1 2:00000001\t\t0\n", 3, 20, "at most 1");
  }

  private static void refuse(String rows, int line, int column, String expected) {
    assertRefused(new IgmpFile(), PROFILE, IGMP + rows, line, column, expected);
  }

  @Test
  void parse_badRows_areRefused() {
    assertRefused(new Igmp6File(), PROFILE, "1    lo xx\n", 1, 9, "32 hexadecimal digits");
    assertRefused(new Anycast6File(), PROFILE, "x\n", 1, 1, "an interface index");
    assertRefused(new Anycast6File(), PROFILE, "1 lo " + ALL_NODES + " 1\n", 1, 1, "no multicast");
    assertRefused(new DevMcastFile(), PROFILE, "2 eth0 1 2 01005e000001\n", 1, 10, "at most 1");
    assertRefused(new DevMcastFile(), PROFILE, "2 eth0 1 0 01005\n", 1, 17, "another");
    assertRefused(
        new DevMcastFile(), PROFILE, "2 eth0 1 0 01\n2 eth0 1 0 01\n", 2, 1, "a second time");
    assertRefused(
        new McfilterFile(false), PROFILE, MCFILTER + "  2   eth0 0xe80 ", 2, 14, "8 hexadecimal");
    assertRefused(new McfilterFile(true), PROFILE, MCFILTER, 1, 19, "the header of mcfilter6");
  }

  /** net/ipv4/igmp.c igmp_mcf_get_first looks at the newest group of each interface only. */
  @Test
  void mcfilter_noNewestGroupWithSources_isEmpty() {
    String newest = "\t\t\t\t020000E0     1 0:00000000\t\t0\n";
    String igmp = IGMP + "2\teth0      :     2      V3\n" + newest + GROUP;
    Snapshot hidden =
        parseBoth(igmp, MCFILTER + "  2   eth0 0xe0000001 0xc000020a      1      0\n");
    Snapshot shown = parseBoth(igmp, MCFILTER + "  2   eth0 0xe0000002 0xc000020a      1      0\n");

    assertThat(print(new McfilterFile(false), hidden)).isEqualTo(MCFILTER);
    assertThat(print(new McfilterFile(false), shown)).hasLineCount(2);
  }

  private static Snapshot parseBoth(String igmp, String mcfilter) {
    var builder = new dev.procnet.server.stack.SnapshotBuilder(PROFILE);
    new IgmpFile().parse(new NetFileText("igmp", bytes(igmp)), builder);
    new McfilterFile(false).parse(new NetFileText("mcfilter", bytes(mcfilter)), builder);
    return builder.build();
  }

  @Test
  void parse_emptyFiles_printAsNothing() {
    assertThat(print(new DevMcastFile(), parse(new DevMcastFile(), PROFILE, ""))).isEmpty();
    assertThat(print(new IgmpFile(), parse(new IgmpFile(), PROFILE, IGMP))).isEqualTo(IGMP);
  }
}
