package dev.procnet.server.netfile;

import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpSocket.Form;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.stack.TcpTimer;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Set;

/**
 * Rows of {@code tcp} and {@code tcp6}, in their three forms. net/ipv4/tcp_ipv4.c get_tcp4_sock,
 * get_openreq4, get_timewait4_sock; net/ipv6/tcp_ipv6.c likewise.
 */
final class TcpRows {

  private static final byte[] NO_POINTER =
      " 0000000000000000".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private TcpRows() {}

  /**
   * @param width to which rows are padded; 0: they are not
   */
  static Rows open(
      Snapshot snapshot, Section<TcpSocket> section, Reader reader, byte[] header, int width) {
    Iterator<TcpSocket> sockets = snapshot.table(section).iterator();
    boolean numbered = snapshot.profile().isLinux();
    return new Rows() {
      private int row = -1;

      @Override
      public boolean next(RowBuffer out) {
        if (row < 0) {
          row = 0;
          out.put(header);
          return true;
        }
        while (sockets.hasNext()) {
          TcpSocket socket = sockets.next();
          if (!socket.destroying()) {
            int start = out.size();
            write(out, socket, numbered ? row : socket.slot(), reader);
            out.padRow(start, width).put('\n');
            row++;
            return true;
          }
        }
        return false;
      }
    };
  }

  private static void write(RowBuffer out, TcpSocket socket, int slot, Reader reader) {
    boolean hidden = reader.hideAddresses();
    out.unsigned(slot & 0xFFFFFFFFL, 4).put(':').put(' ');
    InetColumns.writeEndpoint(out, socket.local(), socket.localPort(), hidden);
    out.put(' ');
    InetColumns.writeEndpoint(out, socket.remote(), socket.remotePort(), hidden);
    out.put(' ').hex2(socket.state().number()).put(' ');
    out.hex8(socket.txQueue()).put(':').hex8(socket.rxQueue()).put(' ');
    out.hex2(socket.timer().number()).put(':').hex(socket.timerExpires(), 8).put(' ');
    out.hex8(socket.retransmits()).put(' ');
    // The kernel prints a TIME_WAIT's uid as the constant 0, whatever the reader's namespace.
    int uid = socket.form() == Form.MINI ? socket.uid() : reader.uidMap().inside(socket.uid());
    out.unsigned(uid & 0xFFFFFFFFL, 5).put(' ').signed(socket.probes(), 8).put(' ');
    out.unsigned(socket.inode()).put(' ').signed(socket.referenceCount(), 0).put(NO_POINTER);
    if (socket.form() == Form.FULL) {
      out.put(' ').unsigned(socket.retransmitTimeout());
      out.put(' ').unsigned(socket.ackTimeout());
      out.put(' ').unsigned(socket.quickAck() & 0xFFFFFFFFL);
      out.put(' ').unsigned(socket.congestionWindow() & 0xFFFFFFFFL);
      out.put(' ').signed(socket.slowStartThreshold(), 0);
    }
  }

  static void parse(NetFileText text, SnapshotBuilder into, Section<TcpSocket> section) {
    boolean ipv6 = section == Section.TCP6;
    while (!text.atEnd()) {
      into.add(section, parseRow(text, into.takeIds(1), ipv6, into.profile().isLinux()));
    }
  }

  private static TcpSocket parseRow(NetFileText text, long id, boolean ipv6, boolean numbered) {
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
    TcpState state = parseState(text);
    text.blanks();
    int txQueue = (int) text.hex("tx_queue", 8, 8);
    text.expect(":");
    int rxQueue = (int) text.hex("rx_queue", 8, 8);
    text.blanks();
    TcpTimer timer = parseTimer(text);
    text.expect(":");
    long expires = text.hex("tm->when", 8, 16);
    text.blanks();
    int retransmits = (int) text.hex("retrnsmt", 8, 8);
    text.blanks();
    int uid = text.unsigned32("a uid");
    text.blanks();
    int probes = text.signed32("timeout");
    text.blanks();
    long inode = text.unsigned64("an inode");
    text.blanks();
    int references = text.signed32("a reference count");
    text.blanks();
    text.pointer();
    Tail tail = parseTail(text, state);
    text.endLine();
    return text.check(
        start,
        () ->
            new TcpSocket(
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
                tail.form,
                txQueue,
                rxQueue,
                timer,
                expires,
                retransmits,
                probes,
                tail.retransmitTimeout,
                tail.ackTimeout,
                tail.quickAck,
                tail.congestionWindow,
                tail.slowStartThreshold,
                numbered ? 0 : slot));
  }

  private static TcpState parseState(NetFileText text) {
    int start = text.position();
    TcpState state = TcpState.of(text.hex("a state", 2, 2));
    if (state == null || state == TcpState.NONE) {
      throw text.failAt(start, "a state of 01 to 0B");
    }
    return state;
  }

  private static TcpTimer parseTimer(NetFileText text) {
    int start = text.position();
    TcpTimer timer = TcpTimer.of(text.hex("a timer", 2, 2));
    if (timer == null) {
      throw text.failAt(start, "a timer of 00 to 04");
    }
    return timer;
  }

  /** What follows the pointer, in the rows that go on. */
  private record Tail(
      Form form,
      long retransmitTimeout,
      long ackTimeout,
      int quickAck,
      int congestionWindow,
      int slowStartThreshold) {}

  private static Tail parseTail(NetFileText text, TcpState state) {
    text.skipBlanks();
    if (text.atLineEnd()) {
      return new Tail(state == TcpState.SYN_RECV ? Form.REQUEST : Form.MINI, 0, 0, 0, 0, 0);
    }
    long retransmitTimeout = text.unsigned64("a retransmission timeout");
    text.blanks();
    long ackTimeout = text.unsigned64("a delayed-ACK time");
    text.blanks();
    int quickAck = text.unsigned32("a quick-ACK count");
    text.blanks();
    int congestionWindow = text.unsigned32("a congestion window");
    text.blanks();
    return new Tail(
        Form.FULL,
        retransmitTimeout,
        ackTimeout,
        quickAck,
        congestionWindow,
        text.signed32("a slow-start threshold"));
  }

  /** Linux pads the rows of {@code tcp} to the width of its header, gVisor does not. */
  static Set<Profile> printedBy(NetFileText text, byte[] header) {
    if (!text.skip(header) || text.atEnd()) {
      return Set.of();
    }
    int row = text.find('\n') - text.position();
    return row < header.length - 1
        ? EnumSet.of(Profile.GVISOR)
        : EnumSet.complementOf(EnumSet.of(Profile.GVISOR));
  }
}
