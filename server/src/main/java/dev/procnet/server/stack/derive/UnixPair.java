package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.Mutation.Derivation;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.SocketType;
import dev.procnet.server.stack.UnixSocket.State;

/**
 * socketpair(2) of unix sockets. The second has the next id. net/unix/af_unix.c unix_socketpair.
 */
public record UnixPair(SocketType type, int uid) implements Derivation {

  @Override
  public long derive(Plan plan) {
    Unix unix = new Unix(plan);
    Unix.Kind kind = new Unix.Kind(type, State.CONNECTED, false, null);
    long first = unix.open(kind, new Owner(uid, null), true);
    unix.open(kind, new Owner(uid, null), true);
    return first;
  }
}
