package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.Counter;
import dev.procnet.v1.GetCountersRequest;
import dev.procnet.v1.GetCountersResponse;
import dev.procnet.v1.ListSocketsRequest;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.SocketFilter;
import dev.procnet.v1.SocketKind;
import dev.procnet.v1.TcpState;
import java.io.IOException;
import java.util.Map;

/**
 * {@code ss -s}: how many sockets there are. Counted from the model, where ss takes the counts that
 * the kernel keeps ({@code sockstat}): sockets that no file shows are not in it.
 */
final class SsSummary {

  private final Session session;
  private final ProcnetClient client;

  SsSummary(Session session, ProcnetClient client) {
    this.session = session;
    this.client = client;
  }

  /** Prints it; what it was read at. */
  ReadOptions print(ReadOptions read) throws IOException {
    GetCountersResponse counters =
        client.introspection().getCounters(GetCountersRequest.newBuilder().setRead(read).build());
    ReadOptions state =
        read.toBuilder().setExactRevision(counters.getHeader().getRevision()).build();
    switch (session.format()) {
      case TABLE, WIDE, NAME -> session.console().print(text(counters, orphans(state)));
      default -> session.printer().message(counters.getSockets());
    }
    return state;
  }

  private static String text(GetCountersResponse counters, long orphans) {
    Map<String, Long> kinds = counters.getSockets().getByKindMap();
    Map<String, Long> states = counters.getSockets().getTcpByStateMap();
    long tcp4 = count(kinds, "tcp");
    long tcp6 = count(kinds, "tcp6");
    long timeWait = count(states, "TIME_WAIT");
    StringBuilder text = new StringBuilder();
    long all = kinds.values().stream().mapToLong(Long::longValue).sum();
    text.append("Total: ").append(all - timeWait).append('\n');
    text.append(
        String.format(
            "TCP:   %d (estab %d, closed %d, orphaned %d, timewait %d)%n%n",
            tcp4 + tcp6, established(counters), count(states, "CLOSE"), orphans, timeWait));
    text.append("Transport Total     IP        IPv6\n");
    long raw4 = count(kinds, "raw");
    long raw6 = count(kinds, "raw6");
    long udp4 = count(kinds, "udp");
    long udp6 = count(kinds, "udp6");
    line(text, "RAW", raw4, raw6);
    line(text, "UDP", udp4, udp6);
    line(text, "TCP", tcp4, tcp6);
    line(text, "INET", raw4 + udp4 + tcp4, raw6 + udp6 + tcp6);
    line(text, "FRAG", 0, 0);
    return text.append('\n').toString();
  }

  private static void line(StringBuilder text, String transport, long ipv4, long ipv6) {
    text.append(String.format("%s\t  %-9d %-9d %-9d%n", transport, ipv4 + ipv6, ipv4, ipv6));
  }

  private static long count(Map<String, Long> counts, String name) {
    return counts.getOrDefault(name, 0L);
  }

  /** As the kernel counts them: CLOSE_WAIT is one of them. */
  private static long established(GetCountersResponse counters) {
    return counters.getGroupsList().stream()
        .filter(group -> group.getName().equals("Tcp"))
        .flatMap(group -> group.getCountersList().stream())
        .filter(counter -> counter.getName().equals("CurrEstab"))
        .mapToLong(Counter::getValue)
        .findFirst()
        .orElse(0);
  }

  /** Connections that no file holds any more. */
  private long orphans(ReadOptions state) {
    SocketFilter.Builder filter =
        SocketFilter.newBuilder().addKinds(SocketKind.SOCKET_KIND_TCP).addInodes(0);
    filter.addStates(TcpState.TCP_STATE_FIN_WAIT1);
    filter.addStates(TcpState.TCP_STATE_FIN_WAIT2);
    filter.addStates(TcpState.TCP_STATE_LAST_ACK);
    filter.addStates(TcpState.TCP_STATE_CLOSING);
    return client
        .introspection()
        .listSockets(
            ListSocketsRequest.newBuilder()
                .setFilter(filter)
                .setRead(state)
                .setCountOnly(true)
                .build())
        .getTotalSize();
  }
}
