package dev.procnet.server.rpc;

import com.google.common.collect.Iterators;
import dev.procnet.server.stack.Entry;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Socket;
import dev.procnet.v1.Change;
import dev.procnet.v1.ChangeSet;
import dev.procnet.v1.EntityKind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** A whole state as a watcher is told of it: entity by entity, some a message. */
final class InitialState {

  private static final int MESSAGE_BYTES = 256 * 1024;

  private final Snapshot snapshot;
  private final Iterator<Change> changes;

  InitialState(Snapshot snapshot, Set<EntityKind> kinds, Sight sight) {
    View view = new View(snapshot, sight);
    List<Iterator<Change>> parts = new ArrayList<>();
    if (kinds.contains(EntityKind.ENTITY_KIND_INTERFACE)) {
      parts.add(interfaces(view));
    }
    if (kinds.contains(EntityKind.ENTITY_KIND_ROUTE)) {
      parts.add(routes(view, Section.ROUTES));
      parts.add(routes(view, Section.ROUTES6));
    }
    if (kinds.contains(EntityKind.ENTITY_KIND_NEIGHBOR)) {
      parts.add(neighbors(view));
    }
    if (kinds.contains(EntityKind.ENTITY_KIND_COUNTERS)) {
      parts.add(counters(view));
    }
    if (kinds.contains(EntityKind.ENTITY_KIND_ENTRY)) {
      Section.ENTRIES.forEach(section -> parts.add(entries(view, section)));
    }
    if (kinds.contains(EntityKind.ENTITY_KIND_SOCKET)) {
      Section.SOCKETS.forEach(section -> parts.add(sockets(view, section)));
    }
    this.snapshot = snapshot;
    this.changes = Iterators.concat(parts.iterator());
  }

  /** The state that it tells. */
  Snapshot snapshot() {
    return snapshot;
  }

  /** Something is left to tell. */
  boolean hasNext() {
    return changes.hasNext();
  }

  /** The next part. */
  ChangeSet next() {
    ChangeSet.Builder part = ChangeSet.newBuilder();
    int bytes = 0;
    while (bytes < MESSAGE_BYTES && changes.hasNext()) {
      Change change = changes.next();
      bytes += change.getSerializedSize();
      part.addChanges(change);
    }
    return part.build();
  }

  private static Iterator<Change> interfaces(View view) {
    AddressesByInterface addresses =
        AddressesByInterface.of(view.snapshot().table(Section.ADDRESSES));
    return Iterators.transform(
        view.snapshot().table(Section.INTERFACES).iterator(),
        row ->
            Change.newBuilder()
                .setInterface(InterfaceMapper.toProto(row, addresses.get(row.index()), view))
                .build());
  }

  private static Iterator<Change> routes(
      View view, Section<dev.procnet.server.stack.Route> section) {
    return Iterators.transform(
        view.snapshot().table(section).iterator(),
        row -> Change.newBuilder().setRoute(RouteMapper.toProto(row, view)).build());
  }

  private static Iterator<Change> neighbors(View view) {
    return Iterators.transform(
        view.snapshot().table(Section.NEIGHBORS).iterator(),
        row -> Change.newBuilder().setNeighbor(NeighborMapper.toProto(row, view)).build());
  }

  private static Iterator<Change> counters(View view) {
    return Iterators.transform(
        view.snapshot().table(Section.COUNTERS).iterator(),
        row ->
            Change.newBuilder().setCounters(CounterMapper.toProto(row, view.snapshot())).build());
  }

  private static Iterator<Change> entries(View view, Section<? extends Entry> section) {
    return Iterators.transform(
        view.snapshot().table(section).iterator(),
        row -> Change.newBuilder().setEntry(EntryMapper.toProto(row, view)).build());
  }

  private static Iterator<Change> sockets(View view, Section<? extends Socket> section) {
    return Iterators.transform(
        view.snapshot().table(section).iterator(),
        row -> Change.newBuilder().setSocket(SocketMapper.toProto(row, view)).build());
  }
}
