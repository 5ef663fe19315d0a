package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.SocketFixtures.ipv4;
import static dev.procnet.server.netfile.SocketFixtures.tcp;
import static dev.procnet.server.netfile.SocketFixtures.udp;
import static dev.procnet.server.netfile.SocketFixtures.unix;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Batch;
import dev.procnet.server.stack.HistoryLimits;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.RequestKey;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.Socket;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.server.stack.Table.Chunk;
import dev.procnet.server.stack.TcpSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is remembered shows nowhere: files print as they do when they are rendered anew. */
class ChunkedRowsTest {

  private static final Instant NOW = Instant.EPOCH;

  private final RenderedChunks remembered = new RenderedChunks(64 << 20);
  private final NetFiles files = new NetFiles(new StatisticsLog(), remembered);
  private final NetFiles forgetful = new NetFiles(new StatisticsLog());
  private final StackRegistry registry = new StackRegistry(HistoryLimits.DEFAULT, 10);

  private Stack stack(Profile profile, int sockets) {
    SnapshotBuilder builder = new SnapshotBuilder(profile);
    for (int i = 0; i < sockets; i++) {
      int number = i;
      long id = builder.takeIds(1);
      builder.add(
          Section.TCP,
          tcp(
              t -> {
                t.id = id;
                t.inode = id;
                t.slot = number;
                t.destroying = number % 300 == 7;
                t.remote = ipv4(10, 0, number >> 8 & 255, number & 255);
              }));
    }
    return registry.create("s", Map.of(), builder.build(), NOW);
  }

  private static void apply(Stack stack, List<Mutation> mutations) {
    var _ = stack.apply(new Batch(RequestKey.NONE, List.of(), mutations, false), NOW);
  }

  private static Mutation close(long id) {
    return new Mutation.CloseSocket(new Mutation.SocketKey(id, false));
  }

  /** Sometimes to a socket that is not shown. */
  private static Mutation update(long id, Random random) {
    return new Mutation.UpdateSocket(
        new Mutation.SocketKey(id, false),
        (socket, context) ->
            tcp(
                t -> {
                  t.id = socket.id();
                  t.inode = random.nextLong(1L << random.nextInt(1, 60));
                  t.slot = ((TcpSocket) socket).slot();
                  t.destroying = random.nextInt(20) == 0;
                  t.remote = ipv4(10, 1, 2, random.nextInt(256));
                }));
  }

  /** A file by pieces of at least so many bytes. */
  private static ByteString read(NetFiles from, Snapshot snapshot, String name, int piece) {
    Rows rows = from.open(snapshot, name, Reader.ROOT);
    RowBuffer out = new RowBuffer(64);
    ByteString content = ByteString.EMPTY;
    boolean more = true;
    while (more) {
      more = rows.fill(out, piece);
      content = content.concat(ByteString.copyFrom(out.toArray()));
      out.clear();
    }
    return content;
  }

  private void assertReadsAsAnew(Snapshot snapshot, String name) {
    String anew = read(forgetful, snapshot, name, 1 << 20).toStringUtf8();
    for (int piece : new int[] {1 << 20, 5000, 1}) {
      assertThat(read(files, snapshot, name, piece).toStringUtf8()).isEqualTo(anew);
    }
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void open_afterChangesAnywhere_printsAsAnew(Profile profile) {
    Stack stack = stack(profile, 3000);
    Random random = new Random(1);
    List<Snapshot> seen = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      seen.add(stack.snapshot());
      assertReadsAsAnew(stack.snapshot(), "tcp");
      List<Mutation> changes = new ArrayList<>();
      for (Socket socket : stack.snapshot().table(Section.TCP)) {
        if (random.nextInt(500) == 0) {
          changes.add(close(socket.id()));
        } else if (random.nextInt(200) == 0) {
          changes.add(update(socket.id(), random));
        }
      }
      apply(stack, changes);
    }

    // Older states, and newer ones after them.
    seen.forEach(snapshot -> assertReadsAsAnew(snapshot, "tcp"));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 12, 102, 1010, 10_003, 10_300})
  void open_firstSocketsGone_numbersRowsAnew(int sockets) {
    Stack stack = stack(Profile.LINUX_6_18, sockets);
    assertReadsAsAnew(stack.snapshot(), "tcp");

    for (int i = 0; i < 4; i++) {
      apply(stack, List.of(close(stack.snapshot().table(Section.TCP).iterator().next().id())));
      assertReadsAsAnew(stack.snapshot(), "tcp");
    }
  }

  @Test
  void open_again_printsNothingAnew() {
    Stack stack = stack(Profile.LINUX_6_18, 1000);
    Snapshot snapshot = stack.snapshot();
    read(files, snapshot, "tcp", 1 << 20);
    Chunk<?> chunk = snapshot.table(Section.TCP).chunks().next();
    RenderedChunk first = remembered.get(chunk);

    read(files, snapshot, "tcp", 1 << 20);

    assertThat(first).isNotNull();
    assertThat(remembered.get(chunk)).isSameAs(first);
  }

  @Test
  void open_rowsChangedInAChunk_keepsWhereTheOthersStand() {
    Stack stack = stack(Profile.LINUX_6_18, 200);
    read(files, stack.snapshot(), "tcp", 1 << 20);
    Chunk<?> before = stack.snapshot().table(Section.TCP).chunks().next();
    apply(
        stack,
        List.of(update(stack.snapshot().table(Section.TCP).iterator().next().id(), new Random(3))));
    Chunk<?> after = stack.snapshot().table(Section.TCP).chunks().next();

    assertThat(remembered.alike(after)).isSameAs(remembered.get(before)).isNotNull();
    assertReadsAsAnew(stack.snapshot(), "tcp");
  }

  @Test
  void open_otherReader_seesItsOwnRows() {
    Stack stack = stack(Profile.LINUX_6_18, 10);
    Snapshot snapshot = stack.snapshot();
    String all = files.open(snapshot, "tcp", Reader.ROOT).readAll().toStringUtf8();

    String hidden = files.open(snapshot, "tcp", SocketFixtures.HIDDEN).readAll().toStringUtf8();

    assertThat(hidden).isNotEqualTo(all);
    assertThat(hidden)
        .isEqualTo(forgetful.open(snapshot, "tcp", SocketFixtures.HIDDEN).readAll().toStringUtf8());
    assertThat(files.open(snapshot, "tcp", Reader.ROOT).readAll().toStringUtf8()).isEqualTo(all);
  }

  @Test
  void open_noRoom_remembersNothing() {
    RenderedChunks none = RenderedChunks.none();
    Snapshot snapshot = stack(Profile.LINUX_6_18, 1000).snapshot();

    read(new NetFiles(new StatisticsLog(), none), snapshot, "tcp", 1 << 20);

    assertThat(none.bytes()).isZero();
  }

  @Test
  void open_littleRoom_staysWithinIt() {
    RenderedChunks little = new RenderedChunks(100_000);
    Snapshot snapshot = stack(Profile.LINUX_6_18, 5000).snapshot();

    read(new NetFiles(new StatisticsLog(), little), snapshot, "tcp", 1 << 20);

    assertThat(little.bytes()).isPositive().isLessThanOrEqualTo(100_000);
  }

  @Test
  void open_udpAndUnix_printAsAnew() {
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_18);
    for (int i = 0; i < 700; i++) {
      long id = builder.takeIds(2);
      int port = i;
      builder.add(
          Section.UDP,
          udp(
              u -> {
                u.id = id;
                u.localPort = port;
                u.destroying = port % 100 == 3;
              }));
      builder.add(
          Section.UNIX,
          unix(
              u -> {
                u.id = id + 1;
                u.path = port % 2 == 0 ? null : "/a\n" + port;
              }));
    }
    Snapshot snapshot = builder.build();

    for (int i = 0; i < 2; i++) {
      assertReadsAsAnew(snapshot, "udp");
      assertReadsAsAnew(snapshot, "unix");
    }
  }
}
