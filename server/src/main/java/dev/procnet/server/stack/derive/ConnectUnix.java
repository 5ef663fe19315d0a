package dev.procnet.server.stack.derive;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Mutation.Derivation;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.SocketType;
import dev.procnet.server.stack.UnixSocket;
import dev.procnet.server.stack.UnixSocket.State;

/**
 * connect(2) of a new unix socket: of streams a connection waits at the listener, of datagrams both
 * ends are connected. net/unix/af_unix.c unix_stream_connect, unix_dgram_connect.
 */
public record ConnectUnix(SocketType type, ByteString path, Owner owner) implements Derivation {

  @Override
  public long derive(Plan plan) {
    Unix unix = new Unix(plan);
    UnixSocket target = target(unix);
    boolean datagram = type == SocketType.DGRAM;
    long id = unix.open(new Unix.Kind(type, State.CONNECTED, false, null), owner, !datagram);
    if (datagram) {
      unix.update(target, row -> Unix.with(row, 1, State.CONNECTED));
    } else {
      Owner nobody = new Owner(target.uid(), 0L);
      unix.open(new Unix.Kind(type, State.CONNECTING, false, path), nobody, true);
    }
    return id;
  }

  private UnixSocket target(Unix unix) {
    UnixSocket target = unix.bound(path);
    if (target == null || (target.type() == type && !takes(target))) {
      throw Refusals.refused("ECONNREFUSED", "nobody listens at that name, expected a listener");
    }
    if (target.type() != type) {
      throw Refusals.refused(
          "EPROTOTYPE",
          "socket " + target.id() + " is of type " + target.type() + ", expected " + type);
    }
    return target;
  }

  private static boolean takes(UnixSocket target) {
    return target.listening() || target.type() == SocketType.DGRAM;
  }
}
