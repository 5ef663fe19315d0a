package dev.procnet.server.rpc;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import dev.procnet.server.stack.CounterGroup;
import dev.procnet.server.stack.Entry;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceAddress;
import dev.procnet.server.stack.Neighbor;
import dev.procnet.server.stack.Route;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Socket;
import dev.procnet.server.stack.Stack;
import dev.procnet.v1.Change;
import dev.procnet.v1.ChangeSet;
import dev.procnet.v1.EntityKind;
import dev.procnet.v1.SettingsChange;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a revision changed, as a watcher is told. An entity that a batch changes again and again is
 * told once, so that a revision costs what it changed and not how often.
 *
 * @param kinds those told of
 * @param includePrevious what was before is told too
 */
record ChangeMapper(Set<EntityKind> kinds, boolean includePrevious, Sight sight) {

  ChangeMapper {
    kinds = Set.copyOf(kinds);
  }

  /** An entity, by what tells it from others of its kind. */
  private record Key(EntityKind kind, Object id) {}

  /** What a batch made of a row. */
  private record Net(@Nullable Object before, @Nullable Object after) {

    Net then(Net later) {
      return new Net(before, later.after);
    }
  }

  /** A state and its addresses by interface, which are looked up only where they are needed. */
  private record Side(View view, Supplier<AddressesByInterface> addresses) {

    static Side of(Snapshot snapshot, Sight sight) {
      return new Side(
          new View(snapshot, sight),
          Suppliers.memoize(() -> AddressesByInterface.of(snapshot.table(Section.ADDRESSES))));
    }

    dev.procnet.v1.@Nullable Interface interfaceOf(int index) {
      Interface row = view.snapshot().interfaceOf(index);
      return row == null ? null : InterfaceMapper.toProto(row, addresses.get().get(index), view);
    }
  }

  /** The changes of a revision that did not replace the whole state. */
  ChangeSet toProto(Stack.Revision revision) {
    Map<Key, Net> nets = new LinkedHashMap<>();
    Set<String> settings = new LinkedHashSet<>();
    for (dev.procnet.server.stack.Change change : revision.changes()) {
      Key key = key(change);
      if (kinds.contains(key.kind())) {
        nets.merge(key, new Net(change.before(), change.after()), Net::then);
        if (key.kind() == EntityKind.ENTITY_KIND_SETTINGS) {
          settings.add(change.section().name());
        }
      }
    }
    Side after = Side.of(revision.snapshot(), sight);
    Snapshot stateBefore = revision.before();
    Side before = stateBefore == null ? after : Side.of(stateBefore, sight);
    ChangeSet.Builder changes = ChangeSet.newBuilder();
    nets.forEach(
        (key, net) -> {
          Change change =
              switch (key.kind()) {
                case ENTITY_KIND_SETTINGS -> settings(settings);
                case ENTITY_KIND_INTERFACE -> interfaceChange((int) key.id(), before, after);
                default -> row(net, before.view(), after.view());
              };
          if (change != null) {
            changes.addChanges(change);
          }
        });
    return changes.build();
  }

  private static Key key(dev.procnet.server.stack.Change change) {
    Object row = change.after() != null ? change.after() : change.before();
    return switch (row) {
      case Socket socket -> new Key(EntityKind.ENTITY_KIND_SOCKET, socket.id());
      case Interface device -> new Key(EntityKind.ENTITY_KIND_INTERFACE, device.index());
      case InterfaceAddress address ->
          new Key(EntityKind.ENTITY_KIND_INTERFACE, address.interfaceIndex());
      case Route route -> new Key(EntityKind.ENTITY_KIND_ROUTE, route.id());
      case Neighbor neighbor ->
          new Key(
              EntityKind.ENTITY_KIND_NEIGHBOR,
              List.of(neighbor.interfaceIndex(), neighbor.address(), neighbor.proxy()));
      case CounterGroup group ->
          new Key(EntityKind.ENTITY_KIND_COUNTERS, List.of(group.file(), group.name()));
      case Entry entry ->
          new Key(EntityKind.ENTITY_KIND_ENTRY, List.of(entry.section().name(), entry.key()));
      case null, default -> new Key(EntityKind.ENTITY_KIND_SETTINGS, "");
    };
  }

  private static Change settings(Set<String> names) {
    return Change.newBuilder().setSettings(SettingsChange.newBuilder().addAllNames(names)).build();
  }

  private @Nullable Change interfaceChange(int index, Side before, Side after) {
    dev.procnet.v1.Interface previous = before.interfaceOf(index);
    dev.procnet.v1.Interface now = after.interfaceOf(index);
    dev.procnet.v1.Interface entity = now == null ? previous : now;
    if (entity == null) {
      return null;
    }
    Change.Builder change = Change.newBuilder().setDeleted(now == null).setInterface(entity);
    if (includePrevious && previous != null) {
      change.setPreviousInterface(previous);
    }
    return change.build();
  }

  private @Nullable Change row(Net net, View before, View after) {
    Object entity = net.after() == null ? net.before() : net.after();
    if (entity == null) {
      return null;
    }
    Change.Builder change = Change.newBuilder().setDeleted(net.after() == null);
    set(change, entity, net.after() == null ? before : after);
    if (includePrevious && net.before() != null) {
      setPrevious(change, net.before(), before);
    }
    return change.build();
  }

  /** Sets the entity of a change, of any kind but those that are told by their key. */
  private static void set(Change.Builder change, Object row, View view) {
    switch (row) {
      case Socket socket -> change.setSocket(SocketMapper.toProto(socket, view));
      case Route route -> change.setRoute(RouteMapper.toProto(route, view));
      case Neighbor neighbor -> change.setNeighbor(NeighborMapper.toProto(neighbor, view));
      case CounterGroup group -> change.setCounters(CounterMapper.toProto(group, view.snapshot()));
      case Entry entry -> change.setEntry(EntryMapper.toProto(entry, view));
      default -> throw new IllegalArgumentException("no entity of a change: " + row);
    }
  }

  private static void setPrevious(Change.Builder change, Object row, View view) {
    switch (row) {
      case Socket socket -> change.setPreviousSocket(SocketMapper.toProto(socket, view));
      case Route route -> change.setPreviousRoute(RouteMapper.toProto(route, view));
      case Neighbor neighbor -> change.setPreviousNeighbor(NeighborMapper.toProto(neighbor, view));
      case CounterGroup group ->
          change.setPreviousCounters(CounterMapper.toProto(group, view.snapshot()));
      case Entry entry -> change.setPreviousEntry(EntryMapper.toProto(entry, view));
      default -> throw new IllegalArgumentException("no entity of a change: " + row);
    }
  }
}
