package dev.procnet.server.stack.derive;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Mutation.Derivation;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.SocketType;
import dev.procnet.server.stack.UnixSocket;
import dev.procnet.server.stack.UnixSocket.State;
import org.jspecify.annotations.Nullable;

/**
 * socket(2) of a unix socket, bind(2) where it has a name, listen(2). net/unix/af_unix.c
 * unix_create, unix_bind, unix_listen.
 *
 * @param path null: no name
 */
public record OpenUnix(SocketType type, @Nullable ByteString path, boolean listening, Owner owner)
    implements Derivation {

  @Override
  public long derive(Plan plan) {
    Unix unix = new Unix(plan);
    UnixSocket taken = path == null ? null : unix.bound(path);
    if (taken != null) {
      throw Refusals.refused(
          "EADDRINUSE", "socket " + taken.id() + " has that name, expected another");
    }
    if (listening && (path == null || type == SocketType.DGRAM)) {
      throw Refusals.refused(
          "EINVAL", "a listener has to be STREAM or SEQPACKET and to have a name");
    }
    return unix.open(new Unix.Kind(type, State.UNCONNECTED, listening, path), owner, false);
  }
}
