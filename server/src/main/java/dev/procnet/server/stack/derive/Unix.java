package dev.procnet.server.stack.derive;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Mutation.NewSocket;
import dev.procnet.server.stack.Mutation.SocketKey;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.SocketDefaults;
import dev.procnet.server.stack.SocketType;
import dev.procnet.server.stack.UnixSocket;
import dev.procnet.server.stack.UnixSocket.State;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Unix sockets in one derived mutation. net/unix/af_unix.c. */
final class Unix {

  private final Plan plan;

  Unix(Plan plan) {
    this.plan = plan;
  }

  /** What a new socket is like. */
  record Kind(SocketType type, State state, boolean listening, @Nullable ByteString path) {}

  /**
   * Opens a socket.
   *
   * @param connected another holds it
   */
  long open(Kind kind, Owner owner, boolean connected) {
    return plan.apply(
        new Mutation.OpenSocket(
            context ->
                new UnixSocket(
                    context.id(),
                    owner.inode(context),
                    owner.uid(),
                    references(context) + (connected ? 1 : 0),
                    false,
                    0,
                    kind.type(),
                    kind.state(),
                    kind.listening(),
                    kind.path())));
  }

  private static int references(NewSocket context) {
    return SocketDefaults.references(context.profile());
  }

  /** Changes a socket: who holds it, its state, its inode. */
  void update(UnixSocket socket, UnaryOperator<UnixSocket> change) {
    plan.apply(new Mutation.UpdateSocket(key(socket), (row, _) -> change.apply((UnixSocket) row)));
  }

  static UnixSocket with(UnixSocket row, long inode, int uid, int references, State state) {
    return new UnixSocket(
        row.id(),
        inode,
        uid,
        references,
        row.destroying(),
        row.revision(),
        row.type(),
        state,
        row.listening(),
        row.path());
  }

  /** The same in another state, held by {@code more} others. */
  static UnixSocket with(UnixSocket row, int more, State state) {
    return with(row, row.inode(), row.uid(), row.referenceCount() + more, state);
  }

  /** The socket that is bound to a name and takes connections or datagrams; null: none. */
  @Nullable UnixSocket bound(ByteString path) {
    return plan.table(Section.UNIX)
        .first(
            row ->
                path.equals(row.path())
                    && row.inode() != 0
                    && (row.listening()
                        || row.type() == SocketType.DGRAM
                        || row.state() != State.CONNECTED));
  }

  /** Takes the connection that waits longest at a listener. */
  long accept(UnixSocket listener, Owner owner) {
    UnixSocket child = plan.table(Section.UNIX).first(row -> waitsAt(row, listener));
    if (child == null) {
      throw Refusals.refused("EAGAIN", "no connection waits at socket " + listener.id());
    }
    plan.apply(
        new Mutation.UpdateSocket(
            key(child),
            (row, context) ->
                with(
                    (UnixSocket) row,
                    owner.inode(context),
                    owner.uid(),
                    ((UnixSocket) row).referenceCount(),
                    State.CONNECTED)));
    return child.id();
  }

  private static boolean waitsAt(UnixSocket row, UnixSocket listener) {
    return row.state() == State.CONNECTING
        && row.inode() == 0
        && row.type() == listener.type()
        && Objects.equals(row.path(), listener.path());
  }

  /** Closes a socket, and with a listener all that waits there. */
  void close(UnixSocket socket, @Nullable SocketKey peer) {
    if (peer != null) {
      release(peer);
    }
    if (socket.listening()) {
      UnixSocket child;
      while ((child = plan.table(Section.UNIX).first(row -> waitsAt(row, socket))) != null) {
        plan.apply(new Mutation.CloseSocket(key(child)));
      }
    }
    plan.apply(new Mutation.CloseSocket(key(socket)));
  }

  private void release(SocketKey peer) {
    if (!(plan.require(peer) instanceof UnixSocket other)) {
      throw Refusals.refused("EINVAL", "peer of " + peer + " is no unix socket, expected one");
    }
    update(other, row -> with(row, -1, row.state()));
  }

  private static SocketKey key(UnixSocket socket) {
    return new SocketKey(socket.id(), false);
  }
}
