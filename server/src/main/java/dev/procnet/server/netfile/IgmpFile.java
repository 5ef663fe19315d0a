package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.procnet.server.stack.IgmpQuerier;
import dev.procnet.server.stack.IgmpQuerier.Version;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.MulticastMembership;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code igmp}: IPv4 multicast groups by interface. net/ipv4/igmp.c igmp_mc_seq_show. */
final class IgmpFile implements NetFile {

  private static final byte[] HEADER =
      "Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n".getBytes(US_ASCII);
  private static final byte[] INDENT = "\t\t\t\t".getBytes(US_ASCII);

  @Override
  public String name() {
    return "igmp";
  }

  @Override
  public String summary() {
    return "IPv4 multicast groups of interfaces";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(
        Section.MULTICAST_MEMBERSHIPS,
        Section.IGMP_QUERIERS,
        Section.INTERFACES,
        Section.REGISTRATION);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    Map<Integer, Version> versions = new HashMap<>();
    snapshot
        .table(Section.IGMP_QUERIERS)
        .forEach(row -> versions.put(row.interfaceIndex(), row.version()));
    return Rows.of(
        HEADER,
        RowsByInterface.of(snapshot, Section.MULTICAST_MEMBERSHIPS, MulticastMembership::isIpv4),
        _ -> true,
        (group, out) ->
            write(group, versions.getOrDefault(group.device().index(), Version.V3), reader, out));
  }

  private static void write(
      RowsByInterface<MulticastMembership> group, Version version, Reader reader, RowBuffer out) {
    Interface device = group.device();
    out.signed(device.index()).put('\t').left(device.name().bytes(), 10).put(": ");
    out.signed(group.rows().size(), 5).put(' ');
    out.blanks(7 - version.name().length()).put(version.name()).put('\n');
    group.rows().forEach(row -> write(row, reader, out));
  }

  private static void write(MulticastMembership row, Reader reader, RowBuffer out) {
    out.put(INDENT)
        .hex8(Integer.reverseBytes(reader.shown((Ipv4Address) row.group()).bits()))
        .put(' ');
    out.signed(row.users(), 5).put(' ');
    out.put(row.has(MulticastMembership.TIMER_RUNNING) ? "1:" : "0:").hex(row.timer(), 8);
    out.put(row.has(MulticastMembership.LAST_REPORTER) ? "\t\t1\n" : "\t\t0\n");
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(HEADER, "the header of igmp");
    List<Integer> order = new ArrayList<>();
    while (!text.atEnd()) {
      int index = parseInterface(text, into);
      order.add(index);
      while (text.skip(INDENT)) {
        int start = text.position();
        MulticastMembership row = parseGroup(text, index);
        text.check(start, () -> added(into, row));
      }
    }
    into.multicast().registered(order);
  }

  private static boolean added(SnapshotBuilder into, MulticastMembership row) {
    into.multicast().add(row);
    return true;
  }

  private static int parseInterface(NetFileText text, SnapshotBuilder into) {
    int start = text.position();
    int index = (int) text.unsigned("an interface index", Integer.MAX_VALUE);
    text.expect("\t");
    InterfaceName name = DeviceNames.parse(text);
    text.skipBlanks();
    text.expect(":");
    text.blanks();
    text.unsigned("a number of groups", Integer.MAX_VALUE);
    text.blanks();
    Version version = parseVersion(text);
    text.endLine();
    into.declareInterface(name, index);
    if (version != Version.V3) {
      into.add(Section.IGMP_QUERIERS, text.check(start, () -> new IgmpQuerier(index, version)));
    }
    return index;
  }

  private static Version parseVersion(NetFileText text) {
    for (Version version : Version.values()) {
      if (text.skip(version.name())) {
        return version;
      }
    }
    throw text.fail("a version V1, V2, V3 or NONE");
  }

  private static MulticastMembership parseGroup(NetFileText text, int index) {
    int start = text.position();
    int group = Integer.reverseBytes((int) text.hex("a group", 8, 8));
    text.blanks();
    int users = text.signed32("a number of users");
    text.blanks();
    int flags = parseFlag(text, "a running timer", MulticastMembership.TIMER_RUNNING);
    text.expect(":");
    long timer = text.hex("ticks", 8, 16);
    text.expect("\t\t");
    int all =
        flags
            | parseFlag(text, "a reporter", MulticastMembership.LAST_REPORTER)
            // dev_mcast tells whether it is not.
            | MulticastMembership.LOADED;
    text.endLine();
    return text.check(
        start,
        () -> new MulticastMembership(index, new Ipv4Address(group), users, all, timer, List.of()));
  }

  private static int parseFlag(NetFileText text, String what, int flag) {
    return text.unsigned(what, 1) == 1 ? flag : 0;
  }
}
