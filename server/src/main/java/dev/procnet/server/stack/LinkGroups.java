package dev.procnet.server.stack;

import com.google.common.collect.Lists;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The link-layer addresses that groups are received under (RFC 1112 section 6.4, RFC 2464 section
 * 7), and how many memberships ask for each. net/ipv4/arp.c arp_mc_map, net/ipv6/ndisc.c
 * ndisc_mc_map.
 */
public final class LinkGroups {

  private static final int TYPE_IEEE802 = 6;
  private static final int TYPE_FDDI = 774;
  private static final int LOW_23_BITS = 0x7FFFFF;

  private LinkGroups() {}

  /** An interface of that type has an address for each group. */
  static boolean hasAddresses(int interfaceType) {
    return interfaceType == Interface.TYPE_ETHERNET
        || interfaceType == TYPE_IEEE802
        || interfaceType == TYPE_FDDI;
  }

  /** The address of a membership on Ethernet; null: it asks for none. */
  static @Nullable ByteString address(MulticastMembership row) {
    if (!row.has(MulticastMembership.LOADED)) {
      return null;
    }
    return switch (row.group()) {
      case Ipv4Address(int bits) -> octets((short) 0x0100, 0x5E000000 | (bits & LOW_23_BITS));
      case Ipv6Address ipv6 -> octets((short) 0x3333, (int) ipv6.low());
    };
  }

  private static ByteString octets(short first, int last) {
    return ByteString.copyFrom(ByteBuffer.allocate(6).putShort(first).putInt(last).array());
  }

  /** How many memberships ask for each address, the oldest first. */
  public static Map<LinkMulticast.Key, Integer> references(Snapshot snapshot) {
    return references(
        Lists.newArrayList(snapshot.table(Section.MULTICAST_MEMBERSHIPS)),
        snapshot.table(Section.INTERFACES));
  }

  static Map<LinkMulticast.Key, Integer> references(
      List<MulticastMembership> memberships, Iterable<Interface> interfaces) {
    Map<Integer, Boolean> having = new java.util.HashMap<>();
    interfaces.forEach(row -> having.put(row.index(), hasAddresses(row.type())));
    Map<LinkMulticast.Key, Integer> references = new LinkedHashMap<>();
    for (MulticastMembership row : Lists.reverse(memberships)) {
      ByteString address = address(row);
      if (address != null && having.getOrDefault(row.interfaceIndex(), false)) {
        references.merge(new LinkMulticast.Key(row.interfaceIndex(), address), 1, Integer::sum);
      }
    }
    return references;
  }

  /**
   * After a membership came, went or changed: its address has a place of its own from the first
   * that asks for it to the last.
   */
  static void keep(Draft draft, MulticastMembership changed) {
    ByteString address = address(changed);
    if (address == null) {
      address = address(asLoaded(changed));
    }
    if (address == null) {
      return;
    }
    LinkMulticast.Key key = new LinkMulticast.Key(changed.interfaceIndex(), address);
    LinkMulticast row = draft.entry(Section.LINK_MULTICASTS, key);
    boolean asked = hasAddresses(draft, key) && (asks(draft, changed) || isAsked(draft, key));
    if (row == null && asked) {
      draft.insert(
          Section.LINK_MULTICASTS, new LinkMulticast(key.interfaceIndex(), address, 0, false));
    } else if (row != null && !asked && row.references() == 0) {
      draft.remove(Section.LINK_MULTICASTS, row);
    }
  }

  private static boolean hasAddresses(Draft draft, LinkMulticast.Key key) {
    Interface device =
        draft.table(Section.INTERFACES).first(row -> row.index() == key.interfaceIndex());
    return device != null && hasAddresses(device.type());
  }

  /** It does itself, so that the others need not be looked at. */
  private static boolean asks(Draft draft, MulticastMembership changed) {
    return address(changed) != null
        && changed.equals(draft.entry(Section.MULTICAST_MEMBERSHIPS, changed.key()));
  }

  private static boolean isAsked(Draft draft, LinkMulticast.Key key) {
    Table<MulticastMembership> memberships = draft.table(Section.MULTICAST_MEMBERSHIPS);
    return memberships.first(
            row ->
                row.interfaceIndex() == key.interfaceIndex() && key.address().equals(address(row)))
        != null;
  }

  private static MulticastMembership asLoaded(MulticastMembership row) {
    return new MulticastMembership(
        row.interfaceIndex(),
        row.group(),
        row.users(),
        row.flags() | MulticastMembership.LOADED,
        row.timer(),
        row.sources());
  }
}
