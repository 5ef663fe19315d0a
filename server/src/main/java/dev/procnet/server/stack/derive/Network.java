package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.DatagramSocket;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceAddress;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.Route;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.TcpSocket;
import org.jspecify.annotations.Nullable;

/** Where addresses are: in this stack, or behind an interface. */
final class Network {

  private static final Ipv4Address LOOPBACK = new Ipv4Address(0x7F000000);
  private static final Ipv6Address LOOPBACK6 = new Ipv6Address(0, 1);
  private static final int LOOPBACK_LENGTH = 8;

  private final Plan plan;

  Network(Plan plan) {
    this.plan = plan;
  }

  /**
   * It is an address of this stack: of the loopback, of an interface, of a local route, or one that
   * a socket has. The latter two because not every import tells the IPv4 addresses.
   */
  boolean isLocal(IpAddress any) {
    IpAddress address = Endpoint.onWire(any);
    return isLoopback(address)
        || plan.table(Section.ADDRESSES).first(row -> row.address().equals(address)) != null
        || hasRoute(address)
        || has(Section.TCP, address)
        || has(Section.TCP6, address)
        || hasUdp(Section.UDP, address)
        || hasUdp(Section.UDP6, address);
  }

  private static boolean isLoopback(IpAddress address) {
    return address.isWithin(LOOPBACK, LOOPBACK_LENGTH) || address.equals(LOOPBACK6);
  }

  private boolean hasRoute(IpAddress address) {
    return plan.table(address instanceof Ipv4Address ? Section.ROUTES : Section.ROUTES6)
            .first(
                row ->
                    row.type() == Route.Type.LOCAL
                        && address.isWithin(row.destination(), row.prefixLength()))
        != null;
  }

  private boolean has(Section<TcpSocket> section, IpAddress address) {
    return !address.isUnspecified()
        && plan.table(section).first(row -> Endpoint.onWire(row.local()).equals(address)) != null;
  }

  private boolean hasUdp(Section<DatagramSocket> section, IpAddress address) {
    return !address.isUnspecified()
        && plan.table(section).first(row -> Endpoint.onWire(row.local()).equals(address)) != null;
  }

  /** The way to an address of this stack. */
  Path loopback(IpAddress address) {
    return new Path(loopbackDevice(), true, isIpv6(address));
  }

  /** The way of a connection whose other end is not in this stack. */
  Path oneEnded(IpAddress remote) {
    Interface device = isLocal(remote) ? loopbackDevice() : device(remote);
    return new Path(device, false, isIpv6(remote));
  }

  /**
   * The way to an address that is not of this stack.
   *
   * @throws dev.procnet.server.stack.ProcnetException OPERATION_REFUSED, ENETUNREACH
   */
  Path outward(IpAddress remote) {
    Interface device = device(remote);
    if (device == null) {
      throw Refusals.refused(
          "ENETUNREACH",
          "no route leads to the remote address, expected one in the main table or an address of"
              + " this stack");
    }
    return new Path(device, false, isIpv6(remote));
  }

  @Nullable Interface loopbackDevice() {
    return plan.table(Section.INTERFACES).first(Interface::isLoopback);
  }

  private @Nullable Interface device(IpAddress any) {
    IpAddress address = Endpoint.onWire(any);
    Route best = null;
    for (Route route :
        plan.table(address instanceof Ipv4Address ? Section.ROUTES : Section.ROUTES6)) {
      if (leadsTo(route, address) && (best == null || better(route, best))) {
        best = route;
      }
    }
    int index = best == null ? 0 : best.interfaceIndex();
    return plan.table(Section.INTERFACES).first(row -> row.index() == index);
  }

  private static boolean leadsTo(Route route, IpAddress address) {
    return route.table() == Route.TABLE_MAIN
        && route.type() == Route.Type.UNICAST
        && (route.flags() & Route.RTF_REJECT) == 0
        && route.sourcePrefixLength() == 0
        && address.isWithin(route.destination(), route.prefixLength());
  }

  private static boolean better(Route route, Route best) {
    return route.prefixLength() > best.prefixLength()
        || (route.prefixLength() == best.prefixLength()
            && Integer.compareUnsigned(route.metric(), best.metric()) < 0);
  }

  /**
   * The address that a connection to {@code remote} comes from, of the family of its socket.
   *
   * @throws dev.procnet.server.stack.ProcnetException OPERATION_REFUSED, EADDRNOTAVAIL
   */
  IpAddress source(IpAddress remote, Path path) {
    IpAddress wire = Endpoint.onWire(remote);
    IpAddress source = path.loopback() ? localSource(wire) : addressOf(wire, path);
    return remote instanceof Ipv6Address && source instanceof Ipv4Address ipv4
        ? Ipv6Address.mapped(ipv4)
        : source;
  }

  /** All of 127.0.0.0/8 is reached from 127.0.0.1, any other address of this stack from itself. */
  private static IpAddress localSource(IpAddress remote) {
    return remote.isWithin(LOOPBACK, LOOPBACK_LENGTH)
        ? new Ipv4Address(LOOPBACK.bits() | 1)
        : remote;
  }

  /**
   * One whose network has the remote address in it, or else the first; IPv6's global ones first.
   */
  private IpAddress addressOf(IpAddress remote, Path path) {
    InterfaceAddress best = null;
    for (InterfaceAddress row : plan.table(Section.ADDRESSES)) {
      if (path.device() != null
          && row.interfaceIndex() == path.device().index()
          && row.address().width() == remote.width()
          && (best == null || fit(row, remote) > fit(best, remote))) {
        best = row;
      }
    }
    if (best == null) {
      throw Refusals.refused(
          "EADDRNOTAVAIL",
          "the interface that the route leads through has no address of this family, expected one"
              + " or `local`");
    }
    return best.address();
  }

  private static int fit(InterfaceAddress row, IpAddress remote) {
    int global = row.scope() == 0 ? 1 : 0;
    return global + (remote.isWithin(row.address(), row.prefixLength()) ? 2 : 0);
  }

  private static boolean isIpv6(IpAddress address) {
    return Endpoint.onWire(address) instanceof Ipv6Address;
  }
}
