package dev.procnet.client.testing;

import dev.procnet.v1.Socket;
import dev.procnet.v1.TcpState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a socket is to be. Conditions are made more precise one by one:
 *
 * <pre>{@code
 * listening(8080).ownedBy(33)
 * }</pre>
 */
public final class SocketCondition {

  /** A value that a socket has, in words. */
  private record Part(String name, String expected, Function<Socket, String> actual) {

    boolean holds(Socket socket) {
      return actual.apply(socket).equals(expected);
    }

    String difference(Socket socket) {
      return name + " is " + actual.apply(socket) + ", expected " + expected;
    }
  }

  private final List<Part> parts;

  private SocketCondition(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /** A TCP socket that listens at a port. */
  public static SocketCondition listening(int port) {
    return inState(TcpState.TCP_STATE_LISTEN).localPort(port);
  }

  /** A connection with a peer. */
  public static SocketCondition connectedTo(String address, int port) {
    return inState(TcpState.TCP_STATE_ESTABLISHED).remote(address, port);
  }

  /** A socket in a state. Of UDP, ESTABLISHED is a connected one, CLOSE one that is not. */
  public static SocketCondition inState(TcpState state) {
    return new SocketCondition(
        List.of(new Part("state", SocketFiles.state(state), SocketFiles::state)));
  }

  /** A socket that is bound to a port. */
  public static SocketCondition boundTo(int port) {
    return new SocketCondition(List.of()).localPort(port);
  }

  /** A unix socket of a name; of an abstract one with {@code @} for its NUL. */
  public static SocketCondition named(String path) {
    return new SocketCondition(List.of(new Part("path", "'" + path + "'", SocketCondition::path)));
  }

  private static String path(Socket socket) {
    return "'" + SocketFiles.path(socket) + "'";
  }

  /** At that local port. */
  public SocketCondition localPort(int port) {
    return and(
        "local port",
        Integer.toString(port),
        socket -> Integer.toString(SocketFiles.local(socket).getPort()));
  }

  /** At that local address. */
  public SocketCondition localAddress(String address) {
    return and("local address", address, socket -> SocketFiles.local(socket).getAddress());
  }

  /** With that peer. */
  public SocketCondition remote(String address, int port) {
    String expected =
        address.indexOf(':') >= 0 ? "[" + address + "]:" + port : address + ":" + port;
    return and("remote", expected, socket -> SocketFiles.text(SocketFiles.remote(socket)));
  }

  /** Of that owner. */
  public SocketCondition ownedBy(int uid) {
    return and("uid", Integer.toUnsignedString(uid), s -> Integer.toUnsignedString(s.getUid()));
  }

  /** With so many bytes, or connections to accept, in its receive queue. */
  public SocketCondition receiveQueue(int bytes) {
    return and(
        "receive queue",
        Integer.toUnsignedString(bytes),
        s ->
            Integer.toUnsignedString(
                s.hasTcp() ? s.getTcp().getRxQueue() : s.getUdp().getRxQueue()));
  }

  private SocketCondition and(String name, String expected, Function<Socket, String> actual) {
    List<Part> more = new ArrayList<>(parts);
    more.add(new Part(name, expected, actual));
    return new SocketCondition(more);
  }

  boolean holds(Socket socket) {
    return parts.stream().allMatch(part -> part.holds(socket));
  }

  List<String> differences(Socket socket) {
    return parts.stream()
        .filter(part -> !part.holds(socket))
        .map(part -> part.difference(socket))
        .toList();
  }

  @Override
  public String toString() {
    return parts.stream()
        .map(part -> part.name() + " " + part.expected())
        .collect(Collectors.joining(", "));
  }
}
