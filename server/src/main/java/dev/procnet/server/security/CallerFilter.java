package dev.procnet.server.security;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.shaded.io.netty.channel.unix.PeerCredentials;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds out, once a connection, who made it. */
public final class CallerFilter extends ServerTransportFilter {

  private static final Caller NOBODY = new Caller(Set.of(), false, "");

  /** On connections: whom their calls are counted for. */
  private static final Attributes.Key<String> ACCOUNT = Attributes.Key.create("procnet-account");

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
    return transport.toBuilder()
        .set(Caller.ATTRIBUTE, caller)
        .set(ACCOUNT, account(caller, transport.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)))
        .build();
  }

  /** Who made the connection of a call. */
  static Caller of(Attributes call) {
    Caller caller = call.get(Caller.ATTRIBUTE);
    return caller == null ? NOBODY : caller;
  }

  /**
   * Whom a call is counted for, in words: what its connection proves, else its address. Found out
   * once a connection, before anything of the call is looked at, and so without its token.
   */
  public static String account(Attributes call) {
    String account = call.get(ACCOUNT);
    return account == null ? "nobody" : account;
  }

  private static String account(Caller caller, @Nullable SocketAddress address) {
    if (caller.known()) {
      // A user's groups are no other user.
      return caller.names().stream()
          .filter(name -> !name.startsWith("gid:"))
          .sorted()
          .collect(Collectors.joining(" "));
    }
    return address instanceof InetSocketAddress remote
        ? PeerAddress.label(remote.getAddress())
        : "a unix socket";
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
