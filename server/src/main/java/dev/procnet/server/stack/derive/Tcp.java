package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Mutation.SocketKey;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpState;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * TCP in one derived mutation: changes of sockets with what their states count, and segments.
 * Header sizes are those of Linux with timestamps on.
 */
final class Tcp {

  /** Header of a SYN: 20 bytes of options. */
  static final int SYN = 40;

  /** Header of any other segment of a connection: timestamps. */
  static final int SEGMENT = 32;

  /** Header of a RST that answers a SYN. */
  static final int BARE = 20;

  private final Plan plan;
  private final Traffic traffic;
  private final TcpSockets sockets;
  private final Network network;

  Tcp(Plan plan) {
    this.plan = plan;
    this.traffic = new Traffic(plan);
    this.sockets = new TcpSockets(plan);
    this.network = new Network(plan);
  }

  Plan plan() {
    return plan;
  }

  Traffic traffic() {
    return traffic;
  }

  TcpSockets sockets() {
    return sockets;
  }

  Network network() {
    return network;
  }

  boolean isLinux() {
    return plan.profile().isLinux();
  }

  /** The way between a socket and the other end, which is in this stack where it is given. */
  Path path(TcpSocket socket, @Nullable TcpSocket other) {
    return other == null ? network.oneEnded(socket.remote()) : network.loopback(socket.remote());
  }

  /**
   * Opens a socket.
   *
   * @param inode null: a free one
   */
  long open(
      TcpState state,
      Endpoint local,
      Endpoint remote,
      @Nullable Long inode,
      int uid,
      UnaryOperator<TcpRow> change) {
    count(TcpState.CLOSE, state);
    return plan.apply(
        new Mutation.OpenSocket(
            context -> {
              long chosen = inode == null ? context.freeInode() : inode;
              TcpRow row = TcpRow.fresh(context, chosen, state, local, remote);
              return change.apply(row.owner(uid, chosen)).build();
            }));
  }

  /** Changes a socket, and counts what its change of state counts. */
  void update(TcpSocket socket, UnaryOperator<TcpRow> change) {
    TcpSocket changed = change.apply(TcpRow.of(socket)).build();
    count(socket.state(), changed.state());
    plan.apply(
        new Mutation.UpdateSocket(
            key(socket), (current, _) -> change.apply(TcpRow.of((TcpSocket) current)).build()));
  }

  /** Takes a socket out, which went to CLOSE from the state that it was in. */
  void remove(TcpSocket socket) {
    remove(socket, socket.state());
  }

  /** Takes a socket out that went to CLOSE from a state which nobody saw. */
  void remove(TcpSocket socket, TcpState last) {
    if (last != socket.state()) {
      count(socket.state(), last);
    }
    count(last, TcpState.CLOSE);
    plan.apply(new Mutation.CloseSocket(key(socket)));
  }

  static SocketKey key(TcpSocket socket) {
    return new SocketKey(socket.id(), false);
  }

  /** What net/ipv4/tcp.c tcp_set_state and tcp_done count. */
  private void count(TcpState from, TcpState to) {
    traffic.snmp("TcpCurrEstab", (isCounted(to) ? 1 : 0) - (isCounted(from) ? 1 : 0));
    if (to == TcpState.CLOSE) {
      boolean reset = from == TcpState.ESTABLISHED || from == TcpState.CLOSE_WAIT;
      traffic.snmp("TcpEstabResets", reset ? 1 : 0);
    }
  }

  /** CLOSE_WAIT counts since Linux 6.10. */
  private boolean isCounted(TcpState state) {
    boolean old = plan.profile() == Profile.LINUX_6_1 || plan.profile() == Profile.GVISOR;
    return state == TcpState.ESTABLISHED || (state == TcpState.CLOSE_WAIT && !old);
  }

  /** Segments go from this stack, and where the other end is in it too, arrive. */
  void send(Path path, long segments, int header, long payload) {
    traffic.snmp("TcpOutSegs", segments);
    if (path.loopback()) {
      traffic.snmp("TcpInSegs", segments);
    }
    traffic.send(path, segments, bytes(path, segments, header, payload));
  }

  /** Segments go from this stack and are lost. */
  void lose(Path path, long segments, int header, long payload) {
    traffic.snmp("TcpOutSegs", segments);
    traffic.lose(path, segments, bytes(path, segments, header, payload));
  }

  /** Segments come from the other end, wherever it is. */
  void answer(Path path, long segments, int header, long payload) {
    if (path.loopback()) {
      send(path, segments, header, payload);
    } else {
      traffic.snmp("TcpInSegs", segments);
      traffic.receive(path, segments, bytes(path, segments, header, payload));
    }
  }

  private static long bytes(Path path, long segments, int header, long payload) {
    return segments * (path.ipHeader() + header) + payload;
  }
}
