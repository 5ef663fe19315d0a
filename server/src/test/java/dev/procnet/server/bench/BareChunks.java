package dev.procnet.server.bench;

import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.TcpSocket;
import java.util.IdentityHashMap;

/**
 * The reference of changes: chunks of 256 records, each copied once a batch, and nothing else that
 * a stack does.
 */
final class BareChunks {

  private static final int CHUNK = 256;

  private volatile TcpSocket[][] published;

  BareChunks(Snapshot snapshot) {
    int size = snapshot.table(Section.TCP).size();
    TcpSocket[][] chunks = new TcpSocket[(size + CHUNK - 1) / CHUNK][];
    int i = 0;
    for (TcpSocket socket : snapshot.table(Section.TCP)) {
      if (i % CHUNK == 0) {
        chunks[i / CHUNK] = new TcpSocket[Math.min(CHUNK, size - i)];
      }
      chunks[i / CHUNK][i % CHUNK] = socket;
      i++;
    }
    published = chunks;
  }

  /** Changes the sockets at these places, and publishes. */
  void apply(int[] places, int from, int count) {
    TcpSocket[][] next = published.clone();
    IdentityHashMap<TcpSocket[], Boolean> own = new IdentityHashMap<>();
    for (int i = from; i < from + count; i++) {
      int chunk = places[i] / CHUNK;
      if (!own.containsKey(next[chunk])) {
        next[chunk] = next[chunk].clone();
        own.put(next[chunk], true);
      }
      int row = places[i] % CHUNK;
      next[chunk][row] = Changes.withReceiveQueue(next[chunk][row], i);
    }
    published = next;
  }
}
