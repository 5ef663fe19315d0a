package dev.procnet.client.e2e;

import com.google.protobuf.ByteString;
import dev.procnet.v1.Counter;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.DatagramSocket;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.Interface;
import dev.procnet.v1.InterfaceStatistics;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Neighbor;
import dev.procnet.v1.NeighborState;
import dev.procnet.v1.Route;
import dev.procnet.v1.Socket;
import dev.procnet.v1.SocketType;
import dev.procnet.v1.TcpSocket;
import dev.procnet.v1.TcpState;
import dev.procnet.v1.UnixSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Mutations that make a valid stack of any state, the same ones from the same seed. */
final class GeneratedStack {

  private static final int FIRST_INDEX = 2;

  /** Of whole sockets and of others. */
  private static final List<TcpState> STATES =
      List.of(
          TcpState.TCP_STATE_ESTABLISHED,
          TcpState.TCP_STATE_SYN_SENT,
          TcpState.TCP_STATE_SYN_RECV,
          TcpState.TCP_STATE_FIN_WAIT1,
          TcpState.TCP_STATE_FIN_WAIT2,
          TcpState.TCP_STATE_TIME_WAIT,
          TcpState.TCP_STATE_CLOSE_WAIT,
          TcpState.TCP_STATE_LAST_ACK,
          TcpState.TCP_STATE_LISTEN,
          TcpState.TCP_STATE_CLOSING);

  private final Random random;
  private final List<Mutation> mutations = new ArrayList<>();
  private int interfaces;
  private int port = 1;

  private GeneratedStack(Random random) {
    this.random = random;
  }

  static List<Mutation> of(long seed) {
    GeneratedStack stack = new GeneratedStack(new Random(seed));
    stack.times(4, stack::device);
    stack.times(60, stack::tcp);
    stack.times(30, stack::udp);
    stack.times(30, stack::unix);
    if (stack.interfaces > 0) {
      stack.times(20, stack::route);
      stack.times(20, stack::neighbor);
    }
    stack.counters();
    return stack.mutations;
  }

  private void times(int most, Runnable step) {
    int count = random.nextInt(most + 1);
    for (int i = 0; i < count; i++) {
      step.run();
    }
  }

  private void add(Mutation.Builder mutation) {
    mutations.add(mutation.build());
  }

  private void device() {
    // 1 to 15 bytes, each name once.
    String name = "abcdefghijklmn".substring(0, random.nextInt(15)) + interfaces;
    add(
        Mutation.newBuilder()
            .setPutInterface(
                Interface.newBuilder()
                    .setIndex(FIRST_INDEX + interfaces++)
                    .setName(name)
                    .setStatistics(
                        InterfaceStatistics.newBuilder()
                            .setRxBytes(counter())
                            .setRxPackets(counter())
                            .setRxErrors(counter())
                            .setRxDropped(counter())
                            .setTxBytes(counter())
                            .setTxPackets(counter()))));
  }

  private void tcp() {
    boolean ipv6 = random.nextBoolean();
    TcpState state = STATES.get(random.nextInt(STATES.size()));
    boolean holdsData =
        state != TcpState.TCP_STATE_TIME_WAIT && state != TcpState.TCP_STATE_SYN_RECV;
    add(
        Mutation.newBuilder()
            .setOpenSocket(
                Socket.newBuilder()
                    .setUid(random.nextInt(2) * random.nextInt(Integer.MAX_VALUE))
                    .setTcp(
                        TcpSocket.newBuilder()
                            .setLocal(endpoint(ipv6, port++))
                            .setRemote(
                                state == TcpState.TCP_STATE_LISTEN
                                    ? Endpoint.getDefaultInstance()
                                    : endpoint(ipv6, 1 + random.nextInt(0xFFFF)))
                            .setState(state)
                            .setRxQueue(holdsData ? queue() : 0)
                            .setTxQueue(holdsData ? queue() : 0))));
  }

  private void udp() {
    boolean ipv6 = random.nextBoolean();
    DatagramSocket.Builder socket =
        DatagramSocket.newBuilder()
            .setLocal(endpoint(ipv6, port++))
            .setRxQueue(queue())
            .setDrops(random.nextInt(Integer.MAX_VALUE));
    if (random.nextBoolean()) {
      socket.setRemote(endpoint(ipv6, 1 + random.nextInt(0xFFFF)));
    }
    add(Mutation.newBuilder().setOpenSocket(Socket.newBuilder().setUdp(socket)));
  }

  private void unix() {
    UnixSocket.Builder socket =
        UnixSocket.newBuilder()
            .setType(
                random.nextBoolean()
                    ? SocketType.SOCKET_TYPE_STREAM
                    : SocketType.SOCKET_TYPE_DGRAM);
    if (random.nextBoolean()) {
      // Readers stumble over white space in names; they do on the kernel's files, too.
      socket.setPath(ByteString.copyFromUtf8((random.nextBoolean() ? "\0" : "/run/") + port++));
    }
    add(Mutation.newBuilder().setOpenSocket(Socket.newBuilder().setUnix(socket)));
  }

  private void route() {
    int length = random.nextInt(25);
    int bits = length == 0 ? 0 : random.nextInt() & (-1 << (32 - length));
    add(
        Mutation.newBuilder()
            .setPutRoute(
                Route.newBuilder()
                    .setDestination(ipv4(bits))
                    .setPrefixLength(length)
                    .setMetric(random.nextInt(Integer.MAX_VALUE))
                    .setInterfaceIndex(index())
                    .setGateway(random.nextBoolean() ? ipv4(random.nextInt()) : "")));
  }

  private void neighbor() {
    add(
        Mutation.newBuilder()
            .setPutNeighbor(
                Neighbor.newBuilder()
                    .setInterfaceIndex(index())
                    .setAddress(ipv4(random.nextInt()))
                    .setLinkAddress("02:00:00:00:00:%02x".formatted(random.nextInt(256)))
                    .setState(NeighborState.NEIGHBOR_STATE_REACHABLE)));
  }

  private void counters() {
    add(
        Mutation.newBuilder()
            .setAddCounters(
                CounterGroup.newBuilder()
                    .setFile("snmp")
                    .setName("Tcp")
                    .addCounters(Counter.newBuilder().setName("InSegs").setValue(counter()))));
  }

  private int index() {
    return FIRST_INDEX + random.nextInt(interfaces);
  }

  /** Exact in the floating-point numbers that some readers make of it. */
  private long counter() {
    return random.nextLong(1L << 53);
  }

  private int queue() {
    return random.nextInt(4) == 0 ? random.nextInt(Integer.MAX_VALUE) : 0;
  }

  private Endpoint endpoint(boolean ipv6, int ofPort) {
    String address =
        ipv6 ? "2001:db8::%x".formatted(random.nextInt(0x10000)) : ipv4(random.nextInt());
    return Endpoint.newBuilder().setAddress(address).setPort(ofPort).build();
  }

  private static String ipv4(int bits) {
    return com.google.common.net.InetAddresses.fromInteger(bits).getHostAddress();
  }
}
