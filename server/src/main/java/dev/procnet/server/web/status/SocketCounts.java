package dev.procnet.server.web.status;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.procnet.server.netfile.Reader;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Socket;
import dev.procnet.server.stack.Table;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many sockets stacks have by protocol and state, counted once a revision. */
@Singleton
final class SocketCounts {

  private final Cache<Snapshot, List<Protocol>> counted =
      CacheBuilder.newBuilder().weakKeys().build();

  @Inject
  SocketCounts() {}

  /**
   * Sockets of a protocol.
   *
   * @param states how many by state; none where the protocol has no states
   */
  record Protocol(String name, long total, Map<String, Long> states) {}

  /** Those protocols of which there are any. */
  List<Protocol> of(Snapshot snapshot) {
    List<Protocol> known = counted.getIfPresent(snapshot);
    if (known != null) {
      return known;
    }
    List<Protocol> protocols = new ArrayList<>();
    for (Section<? extends Socket> section : Section.SOCKETS) {
      Protocol protocol = of(section.name(), snapshot.table(section));
      if (protocol.total() > 0) {
        protocols.add(protocol);
      }
    }
    counted.put(snapshot, protocols);
    return protocols;
  }

  private static Protocol of(String name, Table<? extends Socket> sockets) {
    long total = 0;
    Map<String, Long> states = new TreeMap<>();
    for (Socket socket : sockets) {
      if (!socket.destroying()) {
        total++;
        String state = new SocketView(socket, Reader.ROOT).state();
        if (!state.isEmpty()) {
          states.merge(state, 1L, Long::sum);
        }
      }
    }
    return new Protocol(name, total, states);
  }
}
