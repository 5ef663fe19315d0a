package dev.procnet.server.metrics.node;

import dev.procnet.server.stack.DatagramSocket;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;

/** {@code node_udp_queues}: bytes in the queues of UDP sockets. */
final class UdpQueuesCollector implements NodeCollector {

  @Override
  public String name() {
    return "udp_queues";
  }

  @Override
  public void collect(Snapshot snapshot, StackSeries out) {
    collect(snapshot, Section.UDP, "v4", out);
    if (snapshot.settings().ipv6()) {
      collect(snapshot, Section.UDP6, "v6", out);
    }
  }

  private static void collect(
      Snapshot snapshot, Section<DatagramSocket> section, String ip, StackSeries out) {
    long tx = 0;
    long rx = 0;
    for (DatagramSocket socket : snapshot.table(section)) {
      if (!socket.destroying()) {
        tx += Integer.toUnsignedLong(socket.txQueue());
        rx += Integer.toUnsignedLong(socket.rxQueue());
      }
    }
    add(ip, "tx", tx, out);
    add(ip, "rx", rx, out);
  }

  private static void add(String ip, String queue, long bytes, StackSeries out) {
    out.gauge(
        "node_udp_queues",
        "Number of allocated memory in the kernel for UDP datagrams in bytes.",
        out.labels("ip", ip, "queue", queue),
        bytes);
  }
}
