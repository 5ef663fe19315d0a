package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.DatagramSocket;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.NetlinkSocket;
import dev.procnet.server.stack.PacketSocket;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.Socket;
import dev.procnet.server.stack.SocketType;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.stack.TcpTimer;
import dev.procnet.server.stack.UnixSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sockets made by hand, and files of them as text in which a char is a byte. */
final class SocketFixtures {

  /** A user namespace with uid 1000 of the initial one as its root. */
  static final Reader USER_NAMESPACE =
      new Reader(new UidMap(List.of(new UidMap.Range(0, 1000, 1))), false);

  static final Reader HIDDEN = new Reader(UidMap.INITIAL, true);

  private SocketFixtures() {}

  static Ipv4Address ipv4(int a, int b, int c, int d) {
    return new Ipv4Address(a << 24 | b << 16 | c << 8 | d);
  }

  /** A TCP socket in the making: idle, established, of nobody. */
  static final class Tcp {
    long id = 1;
    long inode;
    int uid;
    int referenceCount = 1;
    boolean destroying;
    IpAddress local = Ipv4Address.UNSPECIFIED;
    int localPort;
    IpAddress remote = Ipv4Address.UNSPECIFIED;
    int remotePort;
    TcpState state = TcpState.ESTABLISHED;
    TcpSocket.Form form = TcpSocket.Form.FULL;
    int txQueue;
    int rxQueue;
    TcpTimer timer = TcpTimer.NONE;
    long timerExpires;
    int retransmits;
    int probes;
    long retransmitTimeout;
    long ackTimeout;
    int quickAck;
    int congestionWindow;
    int slowStartThreshold = -1;
    int slot;
  }

  static TcpSocket tcp(Consumer<Tcp> change) {
    Tcp t = new Tcp();
    change.accept(t);
    return new TcpSocket(
        t.id,
        t.inode,
        t.uid,
        t.referenceCount,
        t.destroying,
        0,
        t.local,
        t.localPort,
        t.remote,
        t.remotePort,
        t.state,
        t.form,
        t.txQueue,
        t.rxQueue,
        t.timer,
        t.timerExpires,
        t.retransmits,
        t.probes,
        t.retransmitTimeout,
        t.ackTimeout,
        t.quickAck,
        t.congestionWindow,
        t.slowStartThreshold,
        t.slot);
  }

  /** A datagram socket in the making: unconnected, of nobody. */
  static final class Udp {
    long id = 1;
    DatagramSocket.Kind kind = DatagramSocket.Kind.UDP;
    long inode;
    int uid;
    int referenceCount = 2;
    boolean destroying;
    IpAddress local = Ipv4Address.UNSPECIFIED;
    int localPort;
    IpAddress remote = Ipv4Address.UNSPECIFIED;
    int remotePort;
    TcpState state = TcpState.CLOSE;
    int txQueue;
    int rxQueue;
    int drops;
    int slot;
  }

  static DatagramSocket udp(Consumer<Udp> change) {
    Udp u = new Udp();
    change.accept(u);
    return new DatagramSocket(
        u.id,
        u.inode,
        u.uid,
        u.referenceCount,
        u.destroying,
        0,
        u.kind,
        u.local,
        u.localPort,
        u.remote,
        u.remotePort,
        u.state,
        u.txQueue,
        u.rxQueue,
        u.drops,
        u.slot);
  }

  /** A unix socket in the making: an unnamed stream. */
  static final class Unix {
    long id = 1;
    long inode;
    int referenceCount = 2;
    boolean destroying;
    SocketType type = SocketType.STREAM;
    UnixSocket.State state = UnixSocket.State.UNCONNECTED;
    boolean listening;
    @Nullable String path;
  }

  static UnixSocket unix(Consumer<Unix> change) {
    Unix u = new Unix();
    change.accept(u);
    return new UnixSocket(
        u.id,
        u.inode,
        0,
        u.referenceCount,
        u.destroying,
        0,
        u.type,
        u.state,
        u.listening,
        u.path == null ? null : bytes(u.path));
  }

  /** A netlink socket in the making: a kernel's. */
  static final class Netlink {
    long id = 1;
    long inode;
    int referenceCount = 2;
    boolean destroying;
    int protocol;
    int portId;
    int groups;
    int rxQueue;
    int txQueue;
    boolean dumping;
    int drops;
  }

  static NetlinkSocket netlink(Consumer<Netlink> change) {
    Netlink n = new Netlink();
    change.accept(n);
    return new NetlinkSocket(
        n.id,
        n.inode,
        0,
        n.referenceCount,
        n.destroying,
        0,
        n.protocol,
        n.portId,
        n.groups,
        n.rxQueue,
        n.txQueue,
        n.dumping,
        n.drops);
  }

  /** A packet socket in the making: raw, not running. */
  static final class Packet {
    long id = 1;
    long inode;
    int uid;
    int referenceCount = 2;
    boolean destroying;
    SocketType type = SocketType.RAW;
    int protocol;
    int interfaceIndex;
    boolean running;
    int rxQueue;
  }

  static PacketSocket packet(Consumer<Packet> change) {
    Packet p = new Packet();
    change.accept(p);
    return new PacketSocket(
        p.id,
        p.inode,
        p.uid,
        p.referenceCount,
        p.destroying,
        0,
        p.type,
        p.protocol,
        p.interfaceIndex,
        p.running,
        p.rxQueue);
  }

  static ByteString bytes(String text) {
    return ByteString.copyFrom(text, ISO_8859_1);
  }

  static Snapshot snapshot(Profile profile, List<? extends Socket> sockets) {
    SnapshotBuilder builder = new SnapshotBuilder(profile);
    sockets.forEach(socket -> add(builder, socket.section(), socket));
    return builder.build();
  }

  // A socket stands in the table of its own section.
  @SuppressWarnings("unchecked")
  private static <T extends Socket> void add(
      SnapshotBuilder builder, Section<T> section, Socket socket) {
    builder.add(section, (T) socket);
  }

  /** The whole file. */
  static String print(NetFile file, Profile profile, Reader reader, List<? extends Socket> all) {
    return file.open(snapshot(profile, all), reader).readAll().toString(ISO_8859_1);
  }

  /** The file without its header. */
  static String rows(NetFile file, Profile profile, Reader reader, Socket... sockets) {
    String text = print(file, profile, reader, List.of(sockets));
    return text.substring(text.indexOf('\n') + 1);
  }

  static String rows(NetFile file, Socket... sockets) {
    return rows(file, Profile.LINUX_6_18, Reader.ROOT, sockets);
  }

  static String header(NetFile file, Profile profile) {
    return print(file, profile, Reader.ROOT, List.of());
  }

  /** A row as Linux pads it. */
  static String padded(String row, int width) {
    return row + " ".repeat(width - row.length()) + "\n";
  }

  /** What a file says. */
  static <T> List<T> parse(NetFile file, Section<T> section, Profile profile, String content) {
    SnapshotBuilder builder = new SnapshotBuilder(profile);
    file.parse(new NetFileText(file.name(), bytes(content)), builder);
    List<T> rows = new ArrayList<>();
    builder.build().table(section).forEach(rows::add);
    return rows;
  }

  /** The file can't be read, and the error says where and why. */
  static void assertRefused(
      NetFile file, Profile profile, String content, int line, int column, String expected) {
    NetFileText text = new NetFileText(file.name(), bytes(content));
    assertThatExceptionOfType(NetFileException.class)
        .isThrownBy(() -> file.parse(text, new SnapshotBuilder(profile)))
        .satisfies(
            e ->
                assertThat(
                        e.file() + ":" + e.line() + ":" + e.column() + ": expected " + e.expected())
                    .isEqualTo(file.name() + ":" + line + ":" + column + ": expected " + expected));
  }
}
