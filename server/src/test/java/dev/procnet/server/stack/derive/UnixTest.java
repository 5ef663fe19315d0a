package dev.procnet.server.stack.derive;

import static dev.procnet.server.stack.derive.Host.ROOT;
import static dev.procnet.server.stack.derive.Host.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.SocketType;
import dev.procnet.server.stack.UnixSocket;
import dev.procnet.server.stack.UnixSocket.State;
import org.junit.jupiter.api.Test;

class UnixTest {

  private static final ByteString NAME = ByteString.copyFromUtf8("\0a");

  private final Host host = new Host();

  private long listen() {
    return host.run(new OpenUnix(SocketType.STREAM, NAME, true, ROOT));
  }

  private long connect(SocketType type) {
    return host.run(new ConnectUnix(type, NAME, ROOT));
  }

  private UnixSocket unix(long id) {
    return host.rows(Section.UNIX).stream().filter(row -> row.id() == id).findFirst().orElseThrow();
  }

  @Test
  void openUnix_listening_hasItsFlagAndName() {
    listen();

    assertThat(host.file("unix")).contains(": 00000002 00000000 00010000 0001 01 ").contains(" @a");
  }

  @Test
  void connectUnix_stream_waitsToBeAccepted() {
    long listener = listen();
    long client = connect(SocketType.STREAM);

    assertThat(unix(client).state()).isEqualTo(State.CONNECTED);
    assertThat(unix(client).referenceCount()).isEqualTo(3);
    assertThat(unix(client).path()).isNull();
    assertThat(host.file("unix")).contains(": 00000003 00000000 00000000 0001 02     0 @a");

    long server = host.accept(listener);
    assertThat(unix(server).state()).isEqualTo(State.CONNECTED);
    assertThat(unix(server).inode()).isNotZero();
    assertThat(unix(server).path()).isEqualTo(NAME);
    Refusal.of(() -> host.accept(listener), "EAGAIN", "no connection waits at socket " + listener);
  }

  @Test
  void close_connected_takesAReferenceFromItsPeer() {
    long listener = listen();
    long client = connect(SocketType.STREAM);
    long server = host.accept(listener);
    host.run(new Close(key(client), false, false, false, key(server), null));

    assertThat(unix(server).referenceCount()).isEqualTo(2);
    assertThat(unix(server).state()).isEqualTo(State.CONNECTED);
  }

  @Test
  void close_beforeItWasAccepted_leavesWhatWaits() {
    listen();
    long client = connect(SocketType.STREAM);
    long waiting = host.rows(Section.UNIX).getLast().id();
    host.run(new Close(key(client), false, false, false, key(waiting), null));

    assertThat(unix(waiting).state()).isEqualTo(State.CONNECTING);
    assertThat(unix(waiting).referenceCount()).isEqualTo(2);
    assertThat(host.rows(Section.UNIX)).hasSize(2);
  }

  @Test
  void close_listener_takesThoseThatWaitWithIt() {
    long listener = listen();
    long client = connect(SocketType.STREAM);
    host.close(listener);

    assertThat(host.rows(Section.UNIX)).extracting(UnixSocket::id).containsExactly(client);
  }

  @Test
  void connectUnix_datagram_connectsBoth() {
    long server = host.run(new OpenUnix(SocketType.DGRAM, NAME, false, ROOT));
    assertThat(unix(server).state()).isEqualTo(State.UNCONNECTED);
    long client = connect(SocketType.DGRAM);

    assertThat(unix(client).state()).isEqualTo(State.CONNECTED);
    assertThat(unix(client).referenceCount()).isEqualTo(2);
    assertThat(unix(server).state()).isEqualTo(State.CONNECTED);
    assertThat(unix(server).referenceCount()).isEqualTo(3);
  }

  @Test
  void unixPair_both_areConnected() {
    long first = host.run(new UnixPair(SocketType.SEQPACKET, 7));

    assertThat(host.rows(Section.UNIX))
        .hasSize(2)
        .allMatch(row -> row.state() == State.CONNECTED && row.referenceCount() == 3)
        .extracting(UnixSocket::id)
        .containsExactly(first, first + 1);
  }

  @Test
  void connectUnix_nobodyOrAnother_isRefused() {
    Refusal.of(
        () -> connect(SocketType.STREAM),
        "ECONNREFUSED",
        "nobody listens at that name, expected a listener");
    long listener = listen();
    Refusal.of(
        () -> connect(SocketType.DGRAM),
        "EPROTOTYPE",
        "socket " + listener + " is of type STREAM, expected DGRAM");
    Refusal.of(
        this::listen, "EADDRINUSE", "socket " + listener + " has that name, expected another");
  }
}
