package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpSocket.Form;
import dev.procnet.server.stack.TcpState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds TCP sockets by where they are. IPv4-mapped addresses are the IPv4 ones. */
final class TcpSockets {

  private final Plan plan;

  TcpSockets(Plan plan) {
    this.plan = plan;
  }

  static Endpoint local(TcpSocket socket) {
    return new Endpoint(socket.local(), socket.localPort());
  }

  static Endpoint remote(TcpSocket socket) {
    return new Endpoint(socket.remote(), socket.remotePort());
  }

  List<TcpSocket> all(Predicate<TcpSocket> condition) {
    List<TcpSocket> found = new ArrayList<>();
    for (Section<TcpSocket> section : List.of(Section.TCP, Section.TCP6)) {
      found.addAll(plan.table(section).all(condition));
    }
    return found;
  }

  /** The connection between two places, as the socket at {@code local} has it; null: none. */
  @Nullable TcpSocket connection(Endpoint local, Endpoint remote) {
    List<TcpSocket> found =
        all(
            row ->
                !row.listening() && local(row).samePlace(local) && remote(row).samePlace(remote));
    return found.isEmpty() ? null : found.getFirst();
  }

  /** The other end of a connection within this stack; null: it is elsewhere, or gone. */
  @Nullable TcpSocket otherEnd(TcpSocket socket) {
    Endpoint here = local(socket);
    Endpoint there = remote(socket);
    return there.port() == 0 ? null : connection(there, here);
  }

  /** The listener that takes a connection to that place: one of that address, or else of any. */
  @Nullable TcpSocket listener(Endpoint place) {
    TcpSocket any = null;
    for (TcpSocket row : all(row -> row.listening() && row.localPort() == place.port())) {
      if (local(row).samePlace(place)) {
        return row;
      }
      if (any == null && takesAny(row, place.onWire())) {
        any = row;
      }
    }
    return any;
  }

  /** IPv6's unspecified address takes IPv4 too. */
  private static boolean takesAny(TcpSocket listener, IpAddress address) {
    return listener.local().isUnspecified()
        && (listener.local() instanceof Ipv6Address || address instanceof Ipv4Address);
  }

  /** The listener whose queue a connection that nobody has accepted waits in; null: none. */
  @Nullable TcpSocket listenerOf(TcpSocket child) {
    return isWaiting(child) || child.form() == Form.REQUEST ? listener(local(child)) : null;
  }

  /** Connections that wait at a listener, the longest first. */
  List<TcpSocket> waiting(TcpSocket listener) {
    return all(row -> isWaiting(row) && Objects.equals(listener(local(row)), listener));
  }

  /** Requests of a listener that are not answered to the end. */
  List<TcpSocket> requests(TcpSocket listener) {
    return all(row -> row.form() == Form.REQUEST && Objects.equals(listener(local(row)), listener));
  }

  /** Nobody has accepted it: orphans, which have no inode either, have closed. */
  private static boolean isWaiting(TcpSocket row) {
    return row.inode() == 0
        && row.form() == Form.FULL
        && (row.state() == TcpState.ESTABLISHED || row.state() == TcpState.CLOSE_WAIT);
  }

  /**
   * The port, or the first that no TCP socket has.
   *
   * @throws dev.procnet.server.stack.ProcnetException OPERATION_REFUSED, EADDRNOTAVAIL
   */
  int port(int wanted) {
    return wanted != 0 ? wanted : Ports.of(plan).firstFree(this::isFree);
  }

  private boolean isFree(int port) {
    return plan.table(Section.TCP).first(row -> row.localPort() == port) == null
        && plan.table(Section.TCP6).first(row -> row.localPort() == port) == null;
  }
}
