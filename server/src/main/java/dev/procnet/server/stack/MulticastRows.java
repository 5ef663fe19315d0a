package dev.procnet.server.stack;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.MulticastMembership.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the files of an import say of multicast, brought together: sources go to their groups, and
 * of the references of link-layer addresses those that the memberships explain are taken off. Not
 * thread-safe.
 */
public final class MulticastRows {

  private final Map<MulticastMembership.Key, MulticastMembership> memberships =
      new LinkedHashMap<>();
  private final Map<LinkMulticast.Key, LinkMulticast> links = new LinkedHashMap<>();
  private final List<List<Integer>> registered = new ArrayList<>();
  private boolean linksKnown;

  MulticastRows() {}

  /** Adds a membership after those that are there, which are newer. */
  public void add(MulticastMembership row) {
    Checks.check(
        memberships.putIfAbsent(row.key(), row) == null,
        "group",
        "stands there a second time, expected each group of an interface once");
  }

  /** Adds a source to its group, one that is not known with a single user. */
  public void add(int interfaceIndex, IpAddress group, Source source) {
    memberships.merge(
        new MulticastMembership.Key(interfaceIndex, group),
        new MulticastMembership(
            interfaceIndex, group, 1, MulticastMembership.initialFlags(group), 0, List.of(source)),
        (known, _) -> known.with(source));
  }

  /** Says that the link-layer addresses are those that are added, and no others. */
  public void linksKnown() {
    linksKnown = true;
  }

  /** Adds a link-layer address, with all of its references. */
  public void add(LinkMulticast row) {
    Checks.check(
        links.putIfAbsent(row.key(), row) == null,
        "address",
        "stands there a second time, expected each address of an interface once");
  }

  /** Says that some interfaces were registered in this order. */
  public void registered(List<Integer> indexes) {
    registered.add(indexes.stream().distinct().toList());
  }

  /**
   * An interface that has groups, but a link-layer address for none of them, is none of Ethernet.
   */
  Interface typed(Interface row) {
    if (!linksKnown || !LinkGroups.hasAddresses(row.type())) {
      return row;
    }
    Set<LinkMulticast.Key> asked = new HashSet<>();
    memberships.values().stream()
        .filter(membership -> membership.interfaceIndex() == row.index())
        .forEach(
            membership -> {
              ByteString address = LinkGroups.address(membership);
              if (address != null) {
                asked.add(new LinkMulticast.Key(row.index(), address));
              }
            });
    boolean none = asked.stream().noneMatch(links::containsKey);
    return asked.isEmpty() || !none ? row : row.withType(Interface.TYPE_VOID);
  }

  /** Adds all to a state whose interfaces are these. */
  void addTo(SnapshotBuilder builder, List<Interface> interfaces) {
    Set<Integer> loopbacks = new HashSet<>();
    interfaces.stream().filter(Interface::isLoopback).forEach(row -> loopbacks.add(row.index()));
    List<MulticastMembership> rows =
        memberships.values().stream()
            .map(row -> loopbacks.contains(row.interfaceIndex()) ? row : received(row))
            .toList();
    rows.forEach(row -> builder.add(Section.MULTICAST_MEMBERSHIPS, row));
    if (linksKnown) {
      Map<LinkMulticast.Key, Integer> explained = LinkGroups.references(rows, interfaces);
      explained.keySet().forEach(key -> links.putIfAbsent(key, none(key)));
      links.forEach(
          (key, row) ->
              builder.add(Section.LINK_MULTICASTS, less(row, explained.getOrDefault(key, 0))));
    }
    Set<Integer> all = new HashSet<>();
    interfaces.forEach(row -> all.add(row.index()));
    RegistrationOrder order = RegistrationOrder.merge(registered, all);
    if (order != null) {
      builder.add(Section.REGISTRATION, order);
    }
  }

  /** A group of IPv4 without a link-layer address was joined before its interface went down. */
  private MulticastMembership received(MulticastMembership row) {
    ByteString address = LinkGroups.address(row);
    boolean missing =
        linksKnown
            && row.isIpv4()
            && address != null
            && !links.containsKey(new LinkMulticast.Key(row.interfaceIndex(), address));
    return missing ? row.loaded(false) : row;
  }

  private static LinkMulticast none(LinkMulticast.Key key) {
    return new LinkMulticast(key.interfaceIndex(), key.address(), 0, false);
  }

  private static LinkMulticast less(LinkMulticast row, int explained) {
    return new LinkMulticast(
        row.interfaceIndex(), row.address(), row.references() - explained, row.globalUse());
  }
}
