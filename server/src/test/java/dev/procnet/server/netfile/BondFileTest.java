package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.bytes;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static dev.procnet.server.netfile.NetFileFixture.withInterfaces;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Bond;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BondFileTest {

  private static final Profile PROFILE = Profile.LINUX_6_18;
  private static final String DRIVER = "Ethernet Channel Bonding Driver: v6.18.1\n\n";
  private static final String MONITOR =
      """
      MII Status: up
      MII Polling Interval (ms): 100
      Up Delay (ms): 200
      Down Delay (ms): 300
      Peer Notification Delay (ms): 0
      """;
  private static final String ARP =
      """
      ARP Polling Interval (ms): 1000
      ARP Missed Max: 255
      ARP IP target/s (n.n.n.n form): 10.16.0.2, 10.16.0.3
      NS IPv6 target/s (xx::xx form): 2001:db8::1, ::ffff:10.0.0.1, fe80::5efe:10.0.0.1
      """;
  private static final String LACP =
      """

      802.3ad info
      LACP active: off
      LACP rate: fast
      Min links: 1
      Aggregator selection policy (ad_select): actor_port_prio
      """;
  private static final String SYSTEM =
      """
      System priority: 65535
      System MAC address: 02:00:00:00:23:01
      """;
  private static final String AGGREGATOR =
      """
      Active Aggregator Info:
      \tAggregator ID: 1
      \tNumber of ports: 2
      \tActor Key: 15
      \tPartner Key: 1
      \tPartner Mac Address: 00:00:00:00:00:0f
      """;
  private static final String SLAVE =
      """

      Slave Interface: eth1
      MII Status: going back
      Speed: Unknown
      Duplex: Unknown
      Link Failure Count: 4294967295
      Permanent HW addr: 02:00:00:00:21:01
      Slave queue ID: 7
      """;
  private static final String PORT =
      """
      Aggregator ID: 1
      Actor Churn State: churned
      Partner Churn State: none
      Actor Churned Count: 3
      Partner Churned Count: 4
      """;
  private static final String PDUS =
      """
      details actor lacp pdu:
          system priority: 65535
          system mac address: 02:00:00:00:23:01
          port key: 15
          port priority: 255
          port number: 1
          port state: 77
      details partner lacp pdu:
          system priority: 65535
          system mac address: 00:00:00:00:00:00
          oper key: 1
          port priority: 255
          port number: 1
          port state: 0
      """;

  private final NetFiles netFiles = new NetFiles(new StatisticsLog());
  private final TreeImporter importer = new TreeImporter(netFiles);

  private static String mode(String mode) {
    return DRIVER + "Bonding Mode: " + mode + "\n";
  }

  private void assertComesBack(String name, String file) {
    ByteString captured = bytes(file);
    String path = "bonding/" + name;

    TreeImporter.Imported imported = importer.importTree(Map.of(path, captured), PROFILE);

    assertThat(imported.state().files().opaque()).isEmpty();
    assertThat(netFiles.open(imported.state(), path, Reader.ROOT).readAll()).isEqualTo(captured);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "load balancing (round-robin)",
        "fault-tolerance (broadcast)",
        "fault-tolerance (active-backup)\nPrimary Slave: None\nCurrently Active Slave: None",
        "fault-tolerance (active-backup) (fail_over_mac follow)\n"
            + "Primary Slave: eth1 (primary_reselect always)\nCurrently Active Slave: None",
        "load balancing (xor)\nTransmit Hash Policy: layer2+3 (2)",
        "transmit load balancing\nTransmit Hash Policy: vlan+srcmac (5)\n"
            + "Primary Slave: None\nCurrently Active Slave: eth1",
        "adaptive load balancing\nTransmit Hash Policy: layer2 (0)\n"
            + "Primary Slave: eth1 (primary_reselect failure)\nCurrently Active Slave: eth1",
      })
  void import_mode_comesBack(String mode) {
    assertComesBack("bond0", mode(mode) + MONITOR + SLAVE);
    assertComesBack("bond0", mode(mode) + MONITOR + ARP + SLAVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        LACP,
        LACP + SLAVE + "Aggregator ID: N/A\n",
        LACP + SLAVE + PORT,
        LACP + SYSTEM + AGGREGATOR + SLAVE + PORT + PDUS,
        LACP + SYSTEM + "bond a|b has no active aggregator\n" + SLAVE + "Aggregator ID: N/A\n",
      })
  void import_linkAggregation_comesBack(String rest) {
    String mode = mode("IEEE 802.3ad Dynamic link aggregation");
    assertComesBack("a|b", mode + "Transmit Hash Policy: encap3+4 (4)\n" + MONITOR + rest);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, '::'",
    "0, 1, '::1'",
    "1, 0, '0:0:0:1::'",
    "0x2001000000000001, 0x0000000000010001, '2001::1:0:0:1:1'",
    "0x0001000000010000, 0x0001000000010000, '1:0:1:0:1:0:1:0'",
    "0, 0x00005EFE0A000001, '::5efe:10.0.0.1'",
    "0xFE80000000000000, 0x02005EFE0A000001, 'fe80::200:5efe:10.0.0.1'",
    "0, 0x0000FFFF0A000001, '::ffff:10.0.0.1'",
  })
  void writeIpv6Compressed_address_isAsTheKernelWritesIt(String high, String low, String shown) {
    var address = new Ipv6Address(Long.decode(unsigned(high)), Long.decode(unsigned(low)));
    RowBuffer out = new RowBuffer(64);

    PlainAddresses.writeIpv6Compressed(out, address);

    assertThat(out.take().toStringUtf8()).isEqualTo(shown);
    var text = new NetFileText("f", bytes(shown + "\n"));
    assertThat(PlainAddresses.parseIpv6Compressed(text)).isEqualTo(address);
  }

  /** Long.decode does not take what is over 2^63. */
  private static String unsigned(String number) {
    return number.startsWith("0x")
        ? Long.toString(Long.parseUnsignedLong(number.substring(2), 16))
        : number;
  }

  @Test
  void open_readerWithoutAddresses_seesNoTarget() {
    Snapshot state = parse(mode("load balancing (round-robin)") + MONITOR + ARP).build();

    String hidden =
        new BondFile("bond0")
            .open(state, new Reader(UidMap.INITIAL, true))
            .readAll()
            .toStringUtf8();

    assertThat(hidden).contains(" 0.0.0.0, 0.0.0.0\n", " ::, ::, ::\n");
  }

  @Test
  void open_slaveGone_leavesItOut() {
    String file = mode("load balancing (round-robin)") + MONITOR;
    Bond bond = parse(file + SLAVE).rows(Section.BONDS).getFirst();
    SnapshotBuilder builder = withInterfaces(PROFILE, "bond0");
    builder.add(Section.BONDS, bond);

    assertThat(print(new BondFile("bond0"), builder)).isEqualTo(file);
  }

  @Test
  void sections_bond_isListedWithItsInterfaceOnly() {
    SnapshotBuilder builder = parse(mode("load balancing (round-robin)") + MONITOR);

    assertThat(new BondingDirectory().names(builder.build())).containsExactly("bond0");
    assertThat(builder.rows(Section.BONDS)).hasSize(1);
  }

  @Test
  void parse_badFiles_areRefused() {
    String plain = mode("load balancing (round-robin)") + MONITOR;
    refuse(mode("round-robin") + MONITOR, 3, 15, "a bonding mode");
    refuse(mode("load balancing (xor)\nTransmit Hash Policy: layer2 (1)") + MONITOR, 4, 31, "0");
    refuse(plain.replace("100", "-1"), 5, 28, "a number");
    refuse(plain + SLAVE + SLAVE, 3, 15, "each slave once");
    refuse(plain + SLAVE.replace("02:00", "02-00"), 15, 22, ":");
    refuse(plain + ARP.replace("255", "0"), 9, 1, "1 to 255");
    refuse(plain + ARP.replace("2001:db8::1", "2001:::1"), 12, 33, "an IPv6 address");
    refuse(plain + LACP, 10, 1, "Slave Interface");
    String ad =
        mode("IEEE 802.3ad Dynamic link aggregation")
            + "Transmit Hash Policy: layer2 (0)\n"
            + MONITOR;
    refuse(ad + LACP + SYSTEM + AGGREGATOR + SLAVE + PORT, 3, 15, "both or none");
    refuse(ad + LACP + SYSTEM.replace("23:01", "23") + AGGREGATOR, 16, 1, "6");
  }

  private static void refuse(String file, int line, int column, String expected) {
    assertRefused(new BondFile("bond0"), PROFILE, file, line, column, expected);
  }

  private static SnapshotBuilder parse(String file) {
    SnapshotBuilder builder = withInterfaces(PROFILE, "bond0", "eth1");
    new BondFile("bond0").parse(new NetFileText("bonding/bond0", bytes(file)), builder);
    return builder;
  }
}
