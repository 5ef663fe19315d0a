package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.bytes;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static dev.procnet.server.netfile.NetFileFixture.withInterfaces;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.CapturedFiles;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.InterfaceStatistics;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Settings;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.Vlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VlanFilesTest {

  private static final Profile PROFILE = Profile.LINUX_6_18;
  private static final String CONFIG =
      "VLAN Dev name\t | VLAN ID\nName-Type: VLAN_NAME_TYPE_RAW_PLUS_VID_NO_PAD\n";
  private static final String EGRESS = "0:7 17:1 2:3 ";

  private final NetFiles netFiles = new NetFiles(new StatisticsLog());
  private final TreeImporter importer = new TreeImporter(netFiles);

  private static String vlan(String name, String parent, String egress) {
    return name
        + "  VID: 100\t REORDER_HDR: 1  dev->priv_flags: 81021\n"
        + "         total frames received           10\n"
        + "          total bytes received          688\n"
        + "      Broadcast/Multicast Rcvd            5\n"
        + "\n"
        + "      total frames transmitted           15\n"
        + "       total bytes transmitted         1302\n"
        + "Device: "
        + parent
        + "\nINGRESS priority mappings: 0:0  1:2  2:0  3:4  4:0  5:0  6:0 7:4294967295\n"
        + " EGRESS priority mappings: "
        + egress
        + "\n";
  }

  private static Vlan plain(int index, int parent) {
    return new Vlan(index, 7, parent, null, true, 0, Vlan.NO_INGRESS, List.of(), Vlan.Counts.ZERO);
  }

  /** The importer compares what it prints with these: what it takes comes back byte for byte. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "fifteen-chars-v", "a|b", "*@-\"\\", "|", "\u00C3\u00A9"})
  void import_hostileName_comesBack(String name) {
    String config = CONFIG + name + " ".repeat(15 - name.length()) + "| 100  | " + "p|q\n";
    String leaf = bytes(name).toStringUtf8();
    ByteString file = bytes(vlan(name, "p|q", EGRESS));

    Snapshot state =
        importer
            .importTree(Map.of("vlan/config", bytes(config), "vlan/" + leaf, file), PROFILE)
            .state();

    assertThat(print(new VlanConfigFile(), state)).isEqualTo(config);
    assertThat(netFiles.open(state, "vlan/" + leaf, Reader.ROOT).readAll()).isEqualTo(file);
  }

  @Test
  void vlan_statisticsOfInterfaceGrow_fileShowsThem() {
    SnapshotBuilder builder = new SnapshotBuilder(PROFILE);
    long[] columns = new long[16];
    columns[1] = 9;
    builder.addInterface(InterfaceName.of("v"), InterfaceStatistics.of(columns));
    new VlanFile("v").parse(new NetFileText("vlan/v", bytes(vlan("v", "eth0", EGRESS))), builder);

    Vlan row = builder.rows(Section.VLANS).getFirst();

    assertThat(row.beyond()).isEqualTo(new Vlan.Counts(1, 688, 5, 15, 1302));
    assertThat(print(new VlanFile("v"), builder)).isEqualTo(vlan("v", "eth0", EGRESS));
  }

  @Test
  void list_treeWithoutVlans_hasThemOnceOneIsThere() {
    SnapshotBuilder builder = withInterfaces(PROFILE, "eth0", "v");
    builder.add(Section.VLANS, plain(2, 1));
    Snapshot none = withInterfaces(PROFILE, "eth0", "v").build();
    var files = new CapturedFiles(Map.of(), netFiles.absent(none, java.util.Set.of()), false);

    assertThat(names(none.with(files))).noneMatch(name -> name.startsWith("vlan"));
    assertThat(names(builder.build().with(files))).contains("vlan/config", "vlan/v");
  }

  private List<String> names(Snapshot state) {
    return netFiles.list(state).stream().map(NetFiles.Entry::name).toList();
  }

  @ParameterizedTest
  @EnumSource
  void config_nameType_comesBack(Settings.VlanNames names) {
    String config = CONFIG.replace("RAW_PLUS_VID_NO_PAD", names.name());
    SnapshotBuilder builder = new SnapshotBuilder(PROFILE);
    new VlanConfigFile().parse(new NetFileText("vlan/config", bytes(config)), builder);

    assertThat(builder.settings().vlanNames()).isEqualTo(names);
    assertThat(print(new VlanConfigFile(), builder)).isEqualTo(config);
  }

  @Test
  void config_parentGone_leavesItOut() {
    SnapshotBuilder builder = withInterfaces(PROFILE, "eth0", "v");
    builder.add(Section.VLANS, plain(2, 9));

    assertThat(print(new VlanConfigFile(), builder)).isEqualTo(CONFIG);
  }

  @Test
  void parse_badRows_areRefused() {
    refuseConfig("v | 1  | eth0\n", 3, 3, "'  ");
    refuseConfig("v              | 4095  | eth0\n", 3, 18, "at most 4094");
    refuseConfig("v              | 1  | v/w\n", 3, 23, "no '/'");
    refuseConfig("v              | 1  | v\n", 3, 1, "another interface");
    String row = "v              | 1  | eth0\n";
    refuseConfig(row + row, 4, 1, "once");
    refuseVlan("w", "eth0", EGRESS, 1, 1, "'v'");
    refuseVlan("v", "eth0", "2:3 0:7 ", 10, 1, "low four bits");
    refuseVlan("v", "eth0", "2:3 2:7 ", 10, 1, "each once");
    refuseVlan("v", "eth0", "2:8 ", 10, 30, "at most 7");
  }

  private static void refuseConfig(String rows, int line, int column, String expected) {
    SnapshotBuilder builder = withInterfaces(PROFILE, "eth0", "v");
    NetFileText text = new NetFileText("vlan/config", bytes(CONFIG + rows));
    NetFileException refusal =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            NetFileException.class, () -> new VlanConfigFile().parse(text, builder));
    assertThat(refusal).as(rows).isNotNull();
    assertThat(refusal.line() + ":" + refusal.column()).as(rows).isEqualTo(line + ":" + column);
    assertThat(refusal.expected()).contains(expected);
  }

  private static void refuseVlan(
      String name, String parent, String egress, int line, int column, String expected) {
    assertRefused(new VlanFile("v"), PROFILE, vlan(name, parent, egress), line, column, expected);
  }
}
