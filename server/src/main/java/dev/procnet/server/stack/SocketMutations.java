package dev.procnet.server.stack;

import dev.procnet.server.stack.Mutation.NewSocket;
import dev.procnet.server.stack.Mutation.Result;
import dev.procnet.server.stack.Mutation.SocketChange;
import dev.procnet.server.stack.Mutation.SocketFactory;
import dev.procnet.server.stack.Mutation.SocketKey;
import dev.procnet.server.stack.ProcnetException.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mutations of sockets. */
final class SocketMutations {

  private SocketMutations() {}

  static Result open(Draft draft, SocketFactory factory) {
    long id = draft.takeId();
    Socket socket = factory.create(new NewSocket(draft.profile(), id, draft.freeInode()));
    draft.inodeUsed(socket.inode());
    insert(draft, socket.section(), socket.withRevision(draft.revision()));
    return new Result(true, id);
  }

  static Result update(Draft draft, SocketKey key, SocketChange change) {
    Socket old = find(draft::table, key);
    if (old == null) {
      throw ProcnetException.of(
          Reason.ENTITY_NOT_FOUND, "no socket of " + key, "kind", "socket", "key", key);
    }
    Socket changed = change.apply(old, new NewSocket(draft.profile(), old.id(), draft.freeInode()));
    if (changed.id() != old.id() || changed.section() != old.section()) {
      throw new IllegalArgumentException(
          "a change must leave id and section of a socket, was " + old);
    }
    if (changed.equals(old)) {
      return new Result(false, old.id());
    }
    draft.inodeUsed(changed.inode());
    replace(draft, old.section(), old, changed.withRevision(draft.revision()));
    return new Result(true, old.id());
  }

  static Result close(Draft draft, SocketKey key) {
    Socket old = find(draft::table, key);
    if (old == null) {
      return Result.UNCHANGED;
    }
    remove(draft, old.section(), old);
    return new Result(true, old.id());
  }

  /** The socket that a key names, or null. */
  static @Nullable Socket find(TableLookup tables, SocketKey key) {
    return key.byInode() ? findByInode(tables, key) : findById(tables, key.value());
  }

  private static @Nullable Socket findByInode(TableLookup tables, SocketKey key) {
    List<Socket> found = new ArrayList<>();
    for (Section<? extends Socket> section : Section.SOCKETS) {
      found.addAll(tables.table(section).all(socket -> socket.inode() == key.value()));
    }
    if (found.size() > 1) {
      throw ProcnetException.of(
          Reason.ENTITY_AMBIGUOUS,
          found.size() + " sockets have " + key + ", expected one: name it by id",
          "kind",
          "socket",
          "key",
          key,
          "matches",
          found.size());
    }
    return found.isEmpty() ? null : found.getFirst();
  }

  static @Nullable Socket findById(TableLookup tables, long id) {
    for (Section<? extends Socket> section : Section.SOCKETS) {
      Socket found = findById(tables.table(section), id);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Socket findById(Table<? extends Socket> table, long id) {
    if (table.order().equals(Orders.BY_ID)) {
      return table.search(socket -> Long.compare(socket.id(), id), Socket::id, id);
    }
    if (table.order().equals(Orders.LISTENING_FIRST)) {
      Socket connected =
          table.search(
              socket -> isListening(socket) ? -1 : Long.compare(socket.id(), id), Socket::id, id);
      return connected != null
          ? connected
          : table.search(
              socket -> isListening(socket) ? Long.compare(socket.id(), id) : 1, Socket::id, id);
    }
    return table.first(socket -> socket.id() == id);
  }

  private static boolean isListening(Socket socket) {
    return socket instanceof TcpSocket tcp && tcp.listening();
  }

  // A socket stands in the table of its own section: Socket.section says so.
  @SuppressWarnings("unchecked")
  private static <T extends Socket> void insert(Draft draft, Section<T> section, Socket socket) {
    draft.insert(section, (T) socket);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Socket> void replace(
      Draft draft, Section<T> section, Socket old, Socket socket) {
    draft.replace(section, (T) old, (T) socket);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Socket> void remove(Draft draft, Section<T> section, Socket old) {
    draft.remove(section, (T) old);
  }
}
