package dev.procnet.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.Socket;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.stack.TcpTimer;
import dev.procnet.v1.SocketFilter;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Filters by what is known of chunks, beside a look at each socket. */
final class SocketIndexTest {

  private static final int SOCKETS = 3000;

  private final SplittableRandom random = new SplittableRandom(21);
  private final SocketIndex index = new SocketIndex();

  @Test
  void of_randomFilters_findWhatALookAtEachSocketFinds() {
    for (int run = 0; run < 10; run++) {
      Snapshot snapshot = snapshot();
      for (int i = 0; i < 40; i++) {
        SocketFilters.Compiled filter = SocketFilters.compile(filter(), Sight.FULL, index);
        List<Socket> expected =
            ImmutableList.<TcpSocket>copyOf(snapshot.table(Section.TCP)).stream()
                .map(Socket.class::cast)
                .filter(filter.matches())
                .toList();
        // Twice: it is remembered by the second time.
        assertThat(ImmutableList.copyOf(filter.of(snapshot, 0))).isEqualTo(expected);
        assertThat(filter.count(snapshot)).isEqualTo(expected.size());
      }
    }
  }

  @Test
  void of_start_leavesOutWhatIsBeforeAndCountsIt() {
    Snapshot snapshot = snapshot();
    List<TcpSocket> all = ImmutableList.copyOf(snapshot.table(Section.TCP));
    SocketFilters.Compiled filter =
        SocketFilters.compile(
            SocketFilter.newBuilder().addLocalPorts(7).build(), Sight.FULL, index);
    Matches<Socket> first = filter.of(snapshot, 0);
    while (first.hasNext()) {
      Socket socket = first.next();
      assertThat(all.get((int) first.position())).isEqualTo(socket);
      Matches<Socket> again = filter.of(snapshot, first.position());
      assertThat(again.next()).isEqualTo(socket);
      assertThat(again.position()).isEqualTo(first.position());
    }
    assertThat(filter.of(snapshot, SOCKETS + 1)).isExhausted();
  }

  @Test
  void mayMatch_portThatNoSocketHas_passesOverChunks() {
    Snapshot snapshot = snapshot();
    SocketFilters.Compiled filter =
        SocketFilters.compile(
            SocketFilter.newBuilder().addLocalPorts(4000).build(), Sight.FULL, index);
    snapshot
        .table(Section.TCP)
        .chunks()
        .forEachRemaining(chunk -> assertThat(filter.mayMatch().test(chunk)).isFalse());
  }

  private SocketFilter filter() {
    SocketFilter.Builder filter = SocketFilter.newBuilder();
    if (random.nextBoolean()) {
      filter.addLocalPorts(random.nextInt(40)).addLocalPorts(random.nextInt(65536));
    }
    if (random.nextBoolean()) {
      filter.addRemotePorts(random.nextInt(65536)).addRemotePorts(random.nextInt(100));
    }
    if (random.nextInt(3) == 0) {
      filter.addInodes(random.nextInt(SOCKETS + 100)).addInodes(random.nextInt(SOCKETS));
    }
    if (random.nextInt(3) == 0) {
      filter.addStatesValue(random.nextInt(1, 12));
    }
    return filter.build();
  }

  private Snapshot snapshot() {
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_18);
    long id = builder.takeIds(SOCKETS);
    for (int i = 0; i < SOCKETS; i++) {
      builder.add(Section.TCP, socket(id + i));
    }
    return builder.build();
  }

  private TcpSocket socket(long id) {
    TcpState state = random.nextInt(50) == 0 ? TcpState.CLOSE_WAIT : TcpState.ESTABLISHED;
    return new TcpSocket(
        id,
        id,
        0,
        2,
        false,
        0,
        new Ipv4Address(1),
        random.nextInt(32),
        new Ipv4Address(2),
        random.nextInt(4000),
        state,
        TcpSocket.Form.FULL,
        0,
        0,
        TcpTimer.NONE,
        0,
        0,
        0,
        20,
        4,
        0,
        10,
        -1,
        0);
  }
}
