package dev.procnet.server.metrics.node;

import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpState;
import java.util.List;
import java.util.Locale;

/** {@code node_tcp_connection_states}: how many TCP sockets there are by state. */
final class TcpStatCollector implements NodeCollector {

  private static final String NAME = "node_tcp_connection_states";
  private static final String HELP = "Number of connection states.";

  @Override
  public String name() {
    return "tcpstat";
  }

  @Override
  public void collect(Snapshot snapshot, StackSeries out) {
    long[] byState = new long[TcpState.values().length];
    long tx = 0;
    long rx = 0;
    for (Section<TcpSocket> section : List.of(Section.TCP, Section.TCP6)) {
      for (TcpSocket socket : snapshot.table(section)) {
        if (!socket.destroying()) {
          byState[socket.state().number()]++;
          tx += Integer.toUnsignedLong(socket.txQueue());
          rx += Integer.toUnsignedLong(socket.rxQueue());
        }
      }
    }
    for (TcpState state : TcpState.values()) {
      // node_exporter tells only of those that it finds.
      if (byState[state.number()] != 0) {
        add(state.name().toLowerCase(Locale.ROOT), byState[state.number()], out);
      }
    }
    add("rx_queued_bytes", rx, out);
    add("tx_queued_bytes", tx, out);
  }

  private static void add(String state, long value, StackSeries out) {
    out.gauge(NAME, HELP, out.labels("state", state), value);
  }
}
