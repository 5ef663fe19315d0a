package dev.procnet.server.netfile;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Bond;
import dev.procnet.server.stack.Bond.ArpMonitor;
import dev.procnet.server.stack.Bond.Delays;
import dev.procnet.server.stack.Bond.FailOverMac;
import dev.procnet.server.stack.Bond.HashPolicy;
import dev.procnet.server.stack.Bond.Mode;
import dev.procnet.server.stack.Bond.PrimaryReselect;
import dev.procnet.server.stack.BondLacp;
import dev.procnet.server.stack.BondSlave;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code bonding/DEVICE}: a bond and its slaves. drivers/net/bonding/bond_procfs.c
 * bond_info_seq_show. A slave whose interface is gone is left out.
 */
final class BondFile implements NetFile {

  private static final String DRIVER = "Ethernet Channel Bonding Driver: ";
  private static final String MODE = "\nBonding Mode: ";
  private static final String FAIL_OVER_MAC = " (fail_over_mac ";
  private static final String HASH_POLICY = "Transmit Hash Policy: ";
  private static final String PRIMARY = "Primary Slave: ";
  private static final String PRIMARY_RESELECT = " (primary_reselect ";
  private static final String ACTIVE = "Currently Active Slave: ";
  private static final String NONE = "None";
  private static final String STATUS = "MII Status: ";
  private static final String POLLING = "MII Polling Interval (ms): ";
  private static final String UP_DELAY = "Up Delay (ms): ";
  private static final String DOWN_DELAY = "Down Delay (ms): ";
  private static final String PEER_DELAY = "Peer Notification Delay (ms): ";
  private static final String ARP_POLLING = "ARP Polling Interval (ms): ";
  private static final String ARP_MISSED = "ARP Missed Max: ";
  private static final String IPV4_TARGETS = "ARP IP target/s (n.n.n.n form):";
  private static final String IPV6_TARGETS = "NS IPv6 target/s (xx::xx form):";

  private final String leaf;

  BondFile(String leaf) {
    this.leaf = leaf;
  }

  @Override
  public String name() {
    return BondingDirectory.NAME + "/" + leaf;
  }

  @Override
  public String summary() {
    return "a bond: its mode, link monitoring and slaves";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.BONDS, Section.INTERFACES);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    for (Bond bond : snapshot.table(Section.BONDS)) {
      Interface device = snapshot.interfaceOf(bond.interfaceIndex());
      if (device != null && device.name().text().equals(leaf)) {
        return Rows.single(out -> write(bond, device.name(), snapshot, reader, out));
      }
    }
    return Rows.none();
  }

  private static void write(
      Bond bond, InterfaceName name, Snapshot snapshot, Reader reader, RowBuffer out) {
    out.put(DRIVER).put(bond.driverVersion()).put('\n');
    writeMode(bond, snapshot, out);
    out.put(STATUS).put(bond.up() ? "up\n" : "down\n");
    Delays delays = bond.delays();
    out.put(POLLING).signed(delays.polling()).put('\n');
    out.put(UP_DELAY).signed(delays.up()).put('\n');
    out.put(DOWN_DELAY).signed(delays.down()).put('\n');
    out.put(PEER_DELAY).signed(delays.peerNotification()).put('\n');
    ArpMonitor arp = bond.arpMonitor();
    if (arp != null) {
      writeArp(arp, reader, out);
    }
    BondLacp lacp = bond.lacp();
    if (lacp != null) {
      BondLacpRows.write(lacp, name, out);
    }
    for (BondSlave slave : bond.slaves()) {
      ByteString slaveName = name(snapshot, slave.interfaceIndex());
      if (!slaveName.isEmpty()) {
        BondSlaveRows.write(slave, slaveName, lacp != null, out);
      }
    }
  }

  private static void writeMode(Bond bond, Snapshot snapshot, RowBuffer out) {
    Mode mode = bond.mode();
    out.put(MODE);
    BondWords.MODES.write(out, mode);
    if (mode == Mode.ACTIVE_BACKUP && bond.failOverMac() != FailOverMac.NONE) {
      out.put(FAIL_OVER_MAC);
      BondWords.FAIL_OVER_MACS.write(out, bond.failOverMac());
      out.put(')');
    }
    out.put('\n');
    if (mode.usesHash()) {
      out.put(HASH_POLICY);
      BondWords.HASH_POLICIES.write(out, bond.hashPolicy());
      out.put(" (").signed(BondWords.HASH_POLICIES.number(bond.hashPolicy())).put(")\n");
    }
    if (mode.usesPrimary()) {
      writePrimary(bond, snapshot, out);
    }
  }

  private static void writePrimary(Bond bond, Snapshot snapshot, RowBuffer out) {
    ByteString primary = name(snapshot, bond.primaryIndex());
    out.put(PRIMARY);
    if (primary.isEmpty()) {
      out.put(NONE);
    } else {
      out.put(primary).put(PRIMARY_RESELECT);
      BondWords.PRIMARY_RESELECTS.write(out, bond.primaryReselect());
      out.put(')');
    }
    ByteString active = name(snapshot, bond.activeIndex());
    out.put('\n').put(ACTIVE);
    if (active.isEmpty()) {
      out.put(NONE);
    } else {
      out.put(active);
    }
    out.put('\n');
  }

  private static ByteString name(Snapshot snapshot, int index) {
    return DeviceNames.of(snapshot, index, ByteString.EMPTY);
  }

  private static void writeArp(ArpMonitor arp, Reader reader, RowBuffer out) {
    boolean hidden = reader.hideAddresses();
    out.put(ARP_POLLING).signed(arp.interval()).put('\n');
    out.put(ARP_MISSED).signed(arp.missedMax()).put('\n').put(IPV4_TARGETS);
    String before = " ";
    for (Ipv4Address target : arp.ipv4Targets()) {
      PlainAddresses.writeIpv4(out.put(before), hidden ? Ipv4Address.UNSPECIFIED : target);
      before = ", ";
    }
    out.put('\n').put(IPV6_TARGETS);
    before = " ";
    for (Ipv6Address target : arp.ipv6Targets()) {
      PlainAddresses.writeIpv6Compressed(
          out.put(before), hidden ? Ipv6Address.UNSPECIFIED : target);
      before = ", ";
    }
    out.put('\n');
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    InterfaceName name = text.check(0, () -> InterfaceName.of(leaf));
    String driver = line(text, DRIVER);
    text.expect(MODE);
    int start = text.position();
    Mode mode = parseMode(text);
    FailOverMac failOverMac = parseFailOverMac(text, mode);
    text.endLine();
    HashPolicy hashPolicy = mode.usesHash() ? parseHashPolicy(text) : HashPolicy.LAYER2;
    Primary primary = mode.usesPrimary() ? parsePrimary(text, into) : Primary.NONE;
    text.expect(STATUS);
    boolean up = text.skip("up\n");
    if (!up) {
      text.expect("down\n");
    }
    Delays delays = parseDelays(text);
    ArpMonitor arp = parseArp(text);
    BondLacp lacp = mode == Mode.IEEE_802_3AD ? BondLacpRows.parse(text, name) : null;
    List<BondSlave> slaves = new ArrayList<>();
    while (!text.atEnd()) {
      slaves.add(BondSlaveRows.parse(text, lacp, into));
    }
    Supplier<Bond> bond =
        () ->
            new Bond(
                into.interfaceIndex(name),
                driver,
                mode,
                failOverMac,
                hashPolicy,
                primary.index(),
                primary.reselect(),
                primary.active(),
                up,
                delays,
                arp,
                lacp,
                slaves);
    into.add(Section.BONDS, text.check(start, bond));
  }

  private static String line(NetFileText text, String label) {
    text.expect(label);
    int start = text.position();
    while (!text.atLineEnd()) {
      text.moveTo(text.position() + 1);
    }
    String line = text.slice(start, text.position()).toStringUtf8();
    text.endLine();
    return line;
  }

  /** The name of one mode may have a bracket behind it, which is no part of any mode's. */
  private static Mode parseMode(NetFileText text) {
    int start = text.position();
    boolean policy = text.skip(BondWords.MODES.word(Mode.ACTIVE_BACKUP) + FAIL_OVER_MAC);
    text.moveTo(start);
    return BondWords.MODES.parse(text, policy ? FAIL_OVER_MAC : "\n");
  }

  private static FailOverMac parseFailOverMac(NetFileText text, Mode mode) {
    if (mode != Mode.ACTIVE_BACKUP || !text.skip(FAIL_OVER_MAC)) {
      return FailOverMac.NONE;
    }
    FailOverMac policy = BondWords.FAIL_OVER_MACS.parse(text, ")");
    text.expect(")");
    return policy;
  }

  private static HashPolicy parseHashPolicy(NetFileText text) {
    text.expect(HASH_POLICY);
    HashPolicy policy = BondWords.HASH_POLICIES.parse(text, " (");
    text.expect(" (" + BondWords.HASH_POLICIES.number(policy) + ")\n");
    return policy;
  }

  /** The slaves that are preferred and that send; 0: none. */
  private record Primary(int index, PrimaryReselect reselect, int active) {
    static final Primary NONE = new Primary(0, PrimaryReselect.ALWAYS, 0);
  }

  private static Primary parsePrimary(NetFileText text, SnapshotBuilder into) {
    text.expect(PRIMARY);
    int index = parseSlave(text, into);
    PrimaryReselect reselect = PrimaryReselect.ALWAYS;
    if (index != 0) {
      text.expect(PRIMARY_RESELECT);
      reselect = BondWords.PRIMARY_RESELECTS.parse(text, ")");
      text.expect(")");
    }
    text.endLine();
    text.expect(ACTIVE);
    int active = parseSlave(text, into);
    text.endLine();
    return new Primary(index, reselect, active);
  }

  private static int parseSlave(NetFileText text, SnapshotBuilder into) {
    int start = text.position();
    ByteString word = text.word("the name of a slave");
    return word.equals(ByteString.copyFromUtf8(NONE))
        ? 0
        : text.check(start, () -> into.interfaceIndex(new InterfaceName(word)));
  }

  private static Delays parseDelays(NetFileText text) {
    int polling = number(text, POLLING, Integer.MAX_VALUE);
    int up = number(text, UP_DELAY, Integer.MAX_VALUE);
    int down = number(text, DOWN_DELAY, Integer.MAX_VALUE);
    return new Delays(polling, up, down, number(text, PEER_DELAY, Integer.MAX_VALUE));
  }

  private static @Nullable ArpMonitor parseArp(NetFileText text) {
    int start = text.position();
    if (!text.skip(ARP_POLLING)) {
      return null;
    }
    text.moveTo(start);
    int interval = number(text, ARP_POLLING, Integer.MAX_VALUE);
    int missed = number(text, ARP_MISSED, 255);
    List<Ipv4Address> ipv4 = targets(text, IPV4_TARGETS, () -> PlainAddresses.parseIpv4(text));
    List<Ipv6Address> ipv6 =
        targets(text, IPV6_TARGETS, () -> PlainAddresses.parseIpv6Compressed(text));
    return text.check(start, () -> new ArpMonitor(interval, missed, ipv4, ipv6));
  }

  private static <T> List<T> targets(NetFileText text, String label, Supplier<T> address) {
    text.expect(label);
    List<T> targets = new ArrayList<>();
    while (!text.atLineEnd()) {
      text.expect(targets.isEmpty() ? " " : ", ");
      targets.add(address.get());
    }
    text.endLine();
    return targets;
  }

  /** A line of a label and a number. */
  static int number(NetFileText text, String label, int max) {
    text.expect(label);
    int number = (int) text.unsigned("a number", max);
    text.endLine();
    return number;
  }
}
