package dev.procnet.server.netfile;

import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.stack.UdpSocket;
import java.util.Set;

/**
 * Rows of {@code udp} and {@code udp6}. net/ipv4/udp.c udp4_format_sock, net/ipv6/udp.c
 * udp6_seq_show; gVisor's have a wider inode and no padding.
 */
final class UdpRows {

  /** What Linux and gVisor print for timer, its expiry and retransmits, which UDP does not have. */
  private static final String NO_TIMER = "00:00000000 00000000";

  private static final Set<TcpState> LINUX_STATES = Set.of(TcpState.ESTABLISHED, TcpState.CLOSE);
  private static final Set<TcpState> GVISOR_STATES =
      Set.of(TcpState.NONE, TcpState.ESTABLISHED, TcpState.CLOSE);

  private UdpRows() {}

  /**
   * Opens a file.
   *
   * @param width to which rows are padded; 0: they are not
   */
  static Rows open(
      Snapshot snapshot, Section<UdpSocket> section, Reader reader, byte[] header, int width) {
    boolean linux = snapshot.profile().isLinux();
    return Rows.of(
        header,
        snapshot.table(section),
        socket -> !socket.destroying(),
        (socket, out) -> {
          int start = out.size();
          write(socket, out, reader, linux ? 0 : PrintedBy.GVISOR_INODE_WIDTH);
          out.padRow(start, width).put('\n');
        });
  }

  private static void write(UdpSocket socket, RowBuffer out, Reader reader, int inodeWidth) {
    boolean hidden = reader.hideAddresses();
    out.unsigned(socket.slot() & 0xFFFFFFFFL, 5).put(": ");
    InetColumns.writeEndpoint(out, socket.local(), socket.localPort(), hidden);
    out.put(' ');
    InetColumns.writeEndpoint(out, socket.remote(), socket.remotePort(), hidden);
    out.put(' ').hex2(socket.state().number()).put(' ');
    out.hex8(socket.txQueue()).put(':').hex8(socket.rxQueue()).put(' ').put(NO_TIMER).put(' ');
    out.unsigned(reader.uidMap().inside(socket.uid()) & 0xFFFFFFFFL, 5).put(' ');
    out.unsigned(0, 8).put(' ').unsigned(socket.inode(), inodeWidth).put(' ');
    out.signed(socket.referenceCount()).put(' ').pointer().put(' ');
    out.unsigned(socket.drops() & 0xFFFFFFFFL);
  }

  /** Reads rows up to the end of the file. */
  static void parse(NetFileText text, SnapshotBuilder into, Section<UdpSocket> section) {
    int rows = text.countLines();
    long first = into.takeIds(rows);
    boolean newestFirst = into.profile().isLinux();
    for (int row = 0; !text.atEnd(); row++) {
      long id = newestFirst ? first + rows - 1 - row : first + row;
      into.add(section, parseRow(text, id, section == Section.UDP6, into.profile()));
    }
  }

  private static UdpSocket parseRow(NetFileText text, long id, boolean ipv6, Profile profile) {
    int start = text.position();
    text.skipBlanks();
    int slot = text.unsigned32("a slot");
    text.expect(":");
    text.blanks();
    IpAddress local = InetColumns.parseAddress(text, ipv6);
    int localPort = InetColumns.parsePort(text);
    text.blanks();
    IpAddress remote = InetColumns.parseAddress(text, ipv6);
    int remotePort = InetColumns.parsePort(text);
    text.blanks();
    TcpState state = parseState(text, profile);
    text.blanks();
    int txQueue = (int) text.hex("tx_queue", 8, 8);
    text.expect(":");
    int rxQueue = (int) text.hex("rx_queue", 8, 8);
    text.blanks();
    text.expect(NO_TIMER);
    text.blanks();
    int uid = text.unsigned32("a uid");
    text.blanks();
    text.unsigned("timeout", 0);
    text.blanks();
    long inode = text.unsigned64("an inode");
    text.blanks();
    int references = text.signed32("a reference count");
    text.blanks();
    text.pointer();
    text.blanks();
    int drops = text.unsigned32("drops");
    text.endLine();
    return text.check(
        start,
        () ->
            new UdpSocket(
                id,
                inode,
                uid,
                references,
                false,
                0,
                local,
                localPort,
                remote,
                remotePort,
                state,
                txQueue,
                rxQueue,
                drops,
                slot));
  }

  private static TcpState parseState(NetFileText text, Profile profile) {
    int start = text.position();
    TcpState state = TcpState.of(text.hex("a state", 2, 2));
    boolean linux = profile.isLinux();
    if (state == null || !(linux ? LINUX_STATES : GVISOR_STATES).contains(state)) {
      throw text.failAt(start, "a state of " + (linux ? "01 or 07" : "00, 01 or 07"));
    }
    return state;
  }
}
