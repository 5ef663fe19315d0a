package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.DatagramSocket;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Mutation.SocketKey;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.TcpState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** UDP in one derived mutation. net/ipv4/udp.c udp_sendmsg, __udp4_lib_rcv, udp_recvmsg. */
final class Udp {

  private static final int HEADER = 8;

  /** ICMP quotes packets up to this size of its own: RFC 1812 section 4.3.2.3, RFC 4443. */
  private static final int LARGEST_ERROR = 576;

  private static final int LARGEST_ERROR6 = 1280;
  private static final int ICMP_HEADER = 8;

  /** Default of net.core.rmem_default. */
  private static final int RECEIVE_BUFFER = 212_992;

  private final Plan plan;
  private final Traffic traffic;
  private final Network network;

  Udp(Plan plan) {
    this.plan = plan;
    this.traffic = new Traffic(plan);
    this.network = new Network(plan);
  }

  Network network() {
    return network;
  }

  /** Sends a datagram, to where the socket is connected or to a place. */
  void send(DatagramSocket socket, int bytes, @Nullable Endpoint to, boolean lost) {
    Endpoint target = target(socket, to);
    boolean local = network.isLocal(target.address());
    Path path = local ? network.loopback(target.address()) : network.outward(target.address());
    int packet = path.ipHeader() + HEADER + bytes;
    refuseTooLong(path, packet);
    count(path, "OutDatagrams");
    if (lost) {
      traffic.lose(path, 1, packet);
    } else {
      traffic.send(path, 1, packet);
      if (local) {
        arrive(path, socket, target, bytes);
      }
    }
    traffic.flush();
  }

  private static Endpoint target(DatagramSocket socket, @Nullable Endpoint to) {
    Endpoint target = to == null ? UdpRow.remote(socket) : to;
    if (target.port() == 0) {
      throw Refusals.refused(
          "EDESTADDRREQ", "socket " + socket.id() + " is not connected, expected `to` with a port");
    }
    return target;
  }

  /** Sends a datagram to a peer stack. */
  void send(DatagramSocket socket, int bytes, @Nullable Endpoint to, String stack) {
    Endpoint target = target(socket, to);
    PeerStack.refuseOwn(network, target.address());
    Path path = network.outward(target.address());
    int packet = path.ipHeader() + HEADER + bytes;
    refuseTooLong(path, packet);
    count(path, "OutDatagrams");
    traffic.send(path, 1, packet);
    Endpoint from =
        new Endpoint(OpenUdp.source(network, socket.local(), target), socket.localPort());
    boolean taken = plan.inPeer(stack, there -> new Udp(there).arrive(from, target, bytes, stack));
    if (!taken) {
      traffic.receive(path, 1, errorSize(path, packet));
      countUnreachable(path, "In");
    }
    traffic.flush();
  }

  /** A datagram of another stack. Whether a socket took it. */
  private boolean arrive(Endpoint from, Endpoint target, int bytes, String stack) {
    PeerStack.requireReachable(network, stack, target.address(), from.address());
    Path path = network.oneEnded(from.address());
    int packet = path.ipHeader() + HEADER + bytes;
    traffic.receive(path, 1, packet);
    DatagramSocket receiver = receiver(target, from);
    if (receiver == null) {
      traffic.send(path, 1, errorSize(path, packet));
      count(path, "NoPorts");
      countUnreachable(path, "Out");
    } else {
      queue(path, receiver, bytes);
    }
    traffic.flush();
    return receiver != null;
  }

  private static void refuseTooLong(Path path, int packet) {
    if (packet > path.mtu()) {
      throw Refusals.refused(
          "EMSGSIZE",
          "the packet has "
              + packet
              + " bytes, expected at most the MTU of "
              + path.mtu()
              + ": fragments are not modelled");
    }
  }

  private void arrive(Path path, DatagramSocket sender, Endpoint target, int bytes) {
    DatagramSocket receiver = receiver(target, UdpRow.local(sender));
    if (receiver == null) {
      unreachable(path, path.ipHeader() + HEADER + bytes);
    } else {
      queue(path, receiver, bytes);
    }
  }

  /** Nobody is there: an ICMP error comes back. */
  private void unreachable(Path path, int packet) {
    traffic.send(path, 1, errorSize(path, packet));
    count(path, "NoPorts");
    countUnreachable(path, "Out");
    countUnreachable(path, "In");
  }

  private static int errorSize(Path path, int packet) {
    int largest = path.ipv6() ? LARGEST_ERROR6 : LARGEST_ERROR;
    return Math.min(largest, path.ipHeader() + ICMP_HEADER + packet);
  }

  private void countUnreachable(Path path, String direction) {
    if (path.ipv6()) {
      traffic.snmp6("Icmp6" + direction + "Msgs", 1);
      traffic.snmp6("Icmp6" + direction + "DestUnreachs", 1);
      traffic.snmp6("Icmp6" + direction + "Type1", 1);
    } else {
      traffic.snmp("Icmp" + direction + "Msgs", 1);
      traffic.snmp("Icmp" + direction + "DestUnreachs", 1);
      traffic.snmp("IcmpMsg" + direction + "Type3", 1);
    }
  }

  /** Queues a datagram, unless the buffer is full. */
  private void queue(Path path, DatagramSocket receiver, int bytes) {
    if (Integer.compareUnsigned(receiver.rxQueue(), RECEIVE_BUFFER) > 0) {
      count(path, "InErrors");
      count(path, "RcvbufErrors");
      update(receiver, row -> UdpRow.with(row, row.rxQueue(), row.drops() + 1));
    } else {
      int queued = receiver.rxQueue() + size(path, bytes);
      update(receiver, row -> UdpRow.with(row, queued, row.drops()));
    }
  }

  /** A peer that is not modelled sends to a socket. */
  void fromPeer(DatagramSocket socket, int bytes) {
    Path path = network.oneEnded(socket.remote());
    traffic.receive(path, 1, path.ipHeader() + HEADER + bytes);
    queue(path, socket, bytes);
    traffic.flush();
  }

  /** A datagram of that length is read. It is now that the kernel counts it. */
  void receive(DatagramSocket socket, @Nullable Integer bytes) {
    if (bytes == null) {
      throw Refusals.refused("EINVAL", "bytes is not set, expected the length of the datagram");
    }
    Path path = network.oneEnded(socket.local());
    int size = size(path, bytes);
    if (Integer.compareUnsigned(socket.rxQueue(), size) < 0) {
      throw Refusals.refused(
          "EAGAIN",
          "socket "
              + socket.id()
              + " has "
              + Integer.toUnsignedString(socket.rxQueue())
              + " bytes of memory queued, expected at least "
              + size
              + " for a datagram of "
              + bytes);
    }
    count(path, "InDatagrams");
    update(socket, row -> UdpRow.with(row, row.rxQueue() - size, row.drops()));
    traffic.flush();
  }

  private void count(Path path, String name) {
    if (path.ipv6()) {
      traffic.snmp6("Udp6" + name, 1);
    } else {
      traffic.snmp("Udp" + name, 1);
    }
  }

  private int size(Path path, int bytes) {
    return DatagramMemory.size(plan.profile(), path.ipHeader() + HEADER, bytes);
  }

  private interface Change {
    DatagramSocket apply(DatagramSocket row);
  }

  private void update(DatagramSocket socket, Change change) {
    plan.apply(
        new Mutation.UpdateSocket(
            new SocketKey(socket.id(), false), (row, _) -> change.apply((DatagramSocket) row)));
  }

  /** Who takes a datagram: one that is connected to its sender, or bound there, or to any. */
  private @Nullable DatagramSocket receiver(Endpoint target, Endpoint sender) {
    DatagramSocket best = null;
    int bestScore = 0;
    for (Section<DatagramSocket> section : List.of(Section.UDP, Section.UDP6)) {
      for (DatagramSocket row : plan.table(section)) {
        int score = score(row, target, sender);
        if (score > bestScore) {
          best = row;
          bestScore = score;
        }
      }
    }
    return best;
  }

  /** As net/ipv4/udp.c compute_score: 0 for one that does not take it. */
  private static int score(DatagramSocket row, Endpoint target, Endpoint sender) {
    boolean exact = UdpRow.local(row).samePlace(target);
    boolean any =
        row.local().isUnspecified()
            && row.localPort() == target.port()
            && (row.local() instanceof Ipv6Address || target.onWire() instanceof Ipv4Address);
    if (!exact && !any) {
      return 0;
    }
    if (row.state() == TcpState.ESTABLISHED) {
      return UdpRow.remote(row).samePlace(sender) ? 4 : 0;
    }
    return exact ? 3 : row.local() instanceof Ipv4Address ? 2 : 1;
  }

  boolean isFree(int port) {
    return plan.table(Section.UDP).first(row -> row.localPort() == port) == null
        && plan.table(Section.UDP6).first(row -> row.localPort() == port) == null;
  }
}
