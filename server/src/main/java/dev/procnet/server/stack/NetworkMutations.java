package dev.procnet.server.stack;

import dev.procnet.server.stack.Mutation.InterfaceFactory;
import dev.procnet.server.stack.Mutation.Result;
import dev.procnet.server.stack.ProcnetException.Reason;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Mutations of interfaces, addresses, routes and neighbours. */
final class NetworkMutations {

  private NetworkMutations() {}

  static Result putInterface(Draft draft, InterfaceFactory factory) {
    Interface row = factory.create(freeIndex(draft)).withRevision(draft.revision());
    Table<Interface> interfaces = draft.table(Section.INTERFACES);
    Interface named = interfaces.first(other -> other.name().equals(row.name()));
    if (named != null && named.index() != row.index()) {
      throw ProcnetException.of(
          Reason.ENTITY_ALREADY_EXISTS,
          "interface "
              + named.index()
              + " has the name '"
              + row.name().text()
              + "' already, expected another",
          "kind",
          "interface",
          "key",
          row.name().text());
    }
    Interface old = interfaces.first(other -> other.index() == row.index());
    draft.put(Section.INTERFACES, old, row);
    if (old == null) {
      RegistrationOrder.registered(draft, row.index());
      SysctlMutations.interfaceAdded(draft, row);
    } else if (!old.name().equals(row.name())) {
      SysctlMutations.interfaceRenamed(draft, old, row);
    }
    Ipv6InterfaceCounters.follow(draft, old, row);
    return new Result(true, row.index());
  }

  static Result deleteInterface(Draft draft, int index, boolean keepDependents) {
    Interface old = draft.table(Section.INTERFACES).first(row -> row.index() == index);
    if (old == null) {
      return Result.UNCHANGED;
    }
    Set<Integer> tables = new TreeSet<>();
    if (!keepDependents) {
      draft.removeIf(Section.ADDRESSES, row -> row.interfaceIndex() == index);
      FibTables.flush(draft, row -> row.interfaceIndex() == index);
      draft
          .table(Section.ROUTES6)
          .all(row -> row.interfaceIndex() == index)
          .forEach(row -> tables.add(row.table()));
      draft.removeIf(Section.ROUTES6, row -> row.interfaceIndex() == index);
      draft.removeIf(Section.NEIGHBORS, row -> row.interfaceIndex() == index);
      draft.removeIf(Section.PACKET_HANDLERS, row -> row.interfaceIndex() == index);
      EntryMutations.deleteOf(draft, index);
      deleteVlansOn(draft, index);
    }
    draft.remove(Section.INTERFACES, old);
    RegistrationOrder.unregistered(draft, index);
    Ipv6InterfaceCounters.follow(draft, old, null);
    SysctlMutations.interfaceRemoved(draft, old);
    tables.forEach(table -> NullEntries.keep(draft, table));
    return Result.CHANGED;
  }

  /** A VLAN goes with the interface that carries it. net/8021q/vlan.c vlan_device_event. */
  private static void deleteVlansOn(Draft draft, int index) {
    draft
        .table(Section.VLANS)
        .all(vlan -> vlan.parentIndex() == index)
        .forEach(vlan -> deleteInterface(draft, vlan.interfaceIndex(), false));
  }

  static Result putAddress(Draft draft, InterfaceAddress address) {
    draft.requireInterface("put_address.interface_index", address.interfaceIndex());
    InterfaceAddress old = findAddress(draft, address.interfaceIndex(), address.address());
    if (address.equals(old)) {
      return Result.UNCHANGED;
    }
    draft.put(Section.ADDRESSES, old, address);
    if (address.address() instanceof Ipv4Address) {
      startIpv4Routing(draft);
    }
    return Result.CHANGED;
  }

  static Result deleteAddress(Draft draft, int interfaceIndex, IpAddress address) {
    InterfaceAddress old = findAddress(draft, interfaceIndex, address);
    if (old == null) {
      return Result.UNCHANGED;
    }
    draft.remove(Section.ADDRESSES, old);
    return Result.CHANGED;
  }

  static Result putRoute(Draft draft, Route route) {
    if (route.interfaceIndex() != 0) {
      draft.requireInterface("put_route.interface_index", route.interfaceIndex());
    } else if (!route.gateway().isUnspecified()) {
      throw ProcnetException.field(
          "put_route.interface_index", "is 0, expected the interface that the gateway is behind");
    }
    if (route.isIpv4() && startsIpv4Routing(draft, route)) {
      startIpv4Routing(draft);
    }
    if (route.id() == 0) {
      long id = draft.takeId();
      draft.insert(route.section(), route.with(id, draft.revision()));
      keepNullEntry(draft, route);
      return new Result(true, id);
    }
    Route old = findRoute(draft.table(route.section()), route.id());
    if (old == null) {
      throw ProcnetException.of(
          Reason.ENTITY_NOT_FOUND,
          "no route of id "
              + Long.toUnsignedString(route.id())
              + " in its family, expected 0 for a new one",
          "kind",
          "route",
          "key",
          Long.toUnsignedString(route.id()));
    }
    draft.replace(route.section(), old, route.with(route.id(), draft.revision()));
    keepNullEntry(draft, old);
    keepNullEntry(draft, route);
    return new Result(true, route.id());
  }

  static Result deleteRoute(Draft draft, long id) {
    for (Section<Route> section : List.of(Section.ROUTES, Section.ROUTES6)) {
      Route old = findRoute(draft.table(section), id);
      if (old != null) {
        draft.remove(section, old);
        keepNullEntry(draft, old);
        return new Result(true, id);
      }
    }
    return Result.UNCHANGED;
  }

  private static void keepNullEntry(Draft draft, Route changed) {
    if (!changed.isIpv4()) {
      NullEntries.keep(draft, changed.table());
    }
  }

  static @Nullable Route findRoute(Table<Route> table, long id) {
    return table.order().equals(Orders.ROUTE_BY_ID)
        ? table.search(route -> Long.compare(route.id(), id), Route::id, id)
        : table.first(route -> route.id() == id);
  }

  static Result putNeighbor(Draft draft, Neighbor neighbor, boolean typeOfInterface) {
    Neighbor row = neighbor.withRevision(draft.revision());
    if (neighbor.interfaceIndex() != 0) {
      Interface device =
          draft.requireInterface("put_neighbor.interface_index", neighbor.interfaceIndex());
      row = typeOfInterface ? row.withHardwareType(device.type()) : row;
    }
    draft.put(Section.NEIGHBORS, draft.table(Section.NEIGHBORS).first(row::sameKey), row);
    return Result.CHANGED;
  }

  static Result deleteNeighbor(Draft draft, int interfaceIndex, IpAddress address, boolean proxy) {
    Neighbor old =
        draft
            .table(Section.NEIGHBORS)
            .first(
                row ->
                    row.interfaceIndex() == interfaceIndex
                        && row.proxy() == proxy
                        && row.address().equals(address));
    if (old == null) {
      return Result.UNCHANGED;
    }
    draft.remove(Section.NEIGHBORS, old);
    return Result.CHANGED;
  }

  static Result addStatistics(Draft draft, int index, InterfaceStatistics delta) {
    Interface old = draft.requireInterface("add_interface_statistics.index", index);
    draft.replace(
        Section.INTERFACES,
        old,
        old.withStatistics(old.statistics().plus(delta)).withRevision(draft.revision()));
    return Result.CHANGED;
  }

  /** It stands in the main table, or, as long as there is no rule, in the local one beside it. */
  private static boolean startsIpv4Routing(Draft draft, Route route) {
    return !draft.profile().isLinux()
        || route.table() == Route.TABLE_MAIN
        || (route.table() == Route.TABLE_LOCAL && !FibTables.policyRules(draft));
  }

  /** The namespace's main table comes with its first IPv4 address or route. */
  private static void startIpv4Routing(Draft draft) {
    Mutations.setSettings(draft, Settings::withIpv4Routing);
  }

  private static @Nullable InterfaceAddress findAddress(
      Draft draft, int interfaceIndex, IpAddress address) {
    return draft
        .table(Section.ADDRESSES)
        .first(row -> row.interfaceIndex() == interfaceIndex && row.address().equals(address));
  }

  private static int freeIndex(Draft draft) {
    int highest = 0;
    for (Interface row : draft.table(Section.INTERFACES)) {
      highest = Math.max(highest, row.index());
    }
    // 2^31-1 itself may be taken: the constructor then says that 0 is no index.
    return highest == Integer.MAX_VALUE ? 0 : highest + 1;
  }
}
