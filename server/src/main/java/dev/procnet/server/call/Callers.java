package dev.procnet.server.call;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Who makes a call, in words for tests: not an identity that anyone has proved. */
public final class Callers {

  /** A name that a caller gives itself. */
  public static final Metadata.Key<String> CALLER =
      Metadata.Key.of("x-procnet-caller", Metadata.ASCII_STRING_MARSHALLER);

  private static final int LONGEST = 200;

  private Callers() {}

  /** The name that it gives itself, else its address, {@code 127.0.0.1:41234}, {@code unix}. */
  public static String of(ServerCall<?, ?> call, Metadata headers) {
    String name = headers.get(CALLER);
    if (name != null && !name.isEmpty()) {
      return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
    }
    return address(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
  }

  private static String address(@Nullable Object remote) {
    if (remote instanceof InetSocketAddress inet) {
      return HostAndPort.fromParts(InetAddresses.toAddrString(inet.getAddress()), inet.getPort())
          .toString();
    }
    return remote == null ? "in-process" : "unix";
  }

  /**
   * It is the caller that is looked for.
   *
   * @param wanted a name, or an address with its port or without; empty: any
   */
  public static boolean matches(String wanted, String caller) {
    return wanted.isEmpty()
        || caller.equals(wanted)
        || (InetAddresses.isInetAddress(wanted) && caller.startsWith(withoutPort(wanted)));
  }

  private static String withoutPort(String address) {
    return address.contains(":") ? "[" + address + "]:" : address + ":";
  }
}
