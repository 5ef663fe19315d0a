package dev.procnet.server.security;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.shaded.io.netty.channel.unix.PeerCredentials;
import java.net.SocketAddress;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out, once a connection, who made it. */
public final class CallerFilter extends ServerTransportFilter {

  private static final Caller NOBODY = new Caller(Set.of(), false, "");

  private final boolean local;

  /**
   * One of a listener.
   *
   * @param local only this machine reaches the listener
   */
  public CallerFilter(boolean local) {
    this.local = local;
  }

  @Override
  public Attributes transportReady(Attributes transport) {
    Set<String> names = new LinkedHashSet<>();
    names.addAll(Identities.of(transport.get(Grpc.TRANSPORT_ATTR_SSL_SESSION)));
    names.addAll(UnixPeers.names(transport.get(UnixPeers.CREDENTIALS)));
    Caller caller = new Caller(names, local, peer(transport));
    return transport.toBuilder().set(Caller.ATTRIBUTE, caller).build();
  }

  /** Who made the connection of a call. */
  static Caller of(Attributes call) {
    Caller caller = call.get(Caller.ATTRIBUTE);
    return caller == null ? NOBODY : caller;
  }

  private static String peer(Attributes transport) {
    @Nullable PeerCredentials credentials = transport.get(UnixPeers.CREDENTIALS);
    if (credentials != null) {
      return "unix:pid=" + credentials.pid();
    }
    @Nullable SocketAddress address = transport.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    return String.valueOf(address).replaceFirst("^/", "");
  }
}
