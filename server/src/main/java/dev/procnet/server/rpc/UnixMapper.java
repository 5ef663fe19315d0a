package dev.procnet.server.rpc;

import dev.procnet.server.stack.Mutation.NewSocket;
import dev.procnet.server.stack.Socket;
import dev.procnet.server.stack.SocketDefaults;
import dev.procnet.server.stack.SocketType;
import dev.procnet.server.stack.UnixSocket;
import dev.procnet.server.stack.UnixSocket.State;
import org.jspecify.annotations.Nullable;

/** Unix sockets. */
final class UnixMapper {

  private UnixMapper() {}

  static dev.procnet.v1.UnixSocket toProto(UnixSocket socket) {
    dev.procnet.v1.UnixSocket.Builder proto =
        dev.procnet.v1.UnixSocket.newBuilder()
            .setTypeValue(socket.type().number())
            .setStateValue(socket.state().number())
            .setListening(socket.listening());
    if (socket.path() != null) {
      proto.setPath(socket.path());
    }
    return proto.build();
  }

  /** Paths of violations are seen from the kind, {@code type}. */
  static UnixSocket toModel(
      dev.procnet.v1.Socket common, NewSocket context, @Nullable Socket current) {
    dev.procnet.v1.UnixSocket proto = common.getUnix();
    Violations wrong = new Violations();
    SocketType type =
        wrong.known(
            "type",
            proto.getTypeValue(),
            SocketType.of(proto.getTypeValue()),
            "STREAM (1), DGRAM (2) or SEQPACKET (5)",
            SocketType.STREAM);
    State state =
        proto.getStateValue() == 0
            ? unset(current)
            : wrong.known(
                "state",
                proto.getStateValue(),
                State.of(proto.getStateValue()),
                "a state of 0 to 4",
                State.UNCONNECTED);
    return wrong.build(
        () ->
            new UnixSocket(
                context.id(),
                SocketMapper.inode(common, context),
                common.getUid(),
                SocketMapper.referenceCount(common, context, SocketDefaults.IDLE_REFERENCES),
                common.getDestroying(),
                SocketMapper.revision(current),
                type,
                state,
                proto.getListening(),
                proto.hasPath() ? proto.getPath() : null));
  }

  /** gVisor prints some with no state, which the API does not set but keeps. */
  private static State unset(@Nullable Socket current) {
    return current instanceof UnixSocket unix && unix.state() == State.FREE
        ? State.FREE
        : State.UNCONNECTED;
  }
}
