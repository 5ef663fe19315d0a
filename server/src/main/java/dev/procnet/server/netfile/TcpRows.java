package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpSocket.Form;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.stack.TcpTimer;

/**
 * Rows of {@code tcp} and {@code tcp6}, in their three forms. net/ipv4/tcp_ipv4.c get_tcp4_sock,
 * get_openreq4, get_timewait4_sock; net/ipv6/tcp_ipv6.c likewise. gVisor has one form only.
 *
 * <p>There may be very many of them, so a row is written right into the array, on top of what most
 * rows have in common.
 */
final class TcpRows implements ChunkedRows.Format<TcpSocket> {

  /** More than any row takes, padding included. */
  private static final int LONGEST_ROW = 512;

  private static final String NO_ADDRESS = "00000000";
  private static final String NO_ADDRESS6 = NO_ADDRESS.repeat(4);
  private static final byte[] IDLE = idle(NO_ADDRESS, TcpFile.WIDTH);
  private static final byte[] IDLE6 = idle(NO_ADDRESS6, 0);

  /** Size of {@code tr}, {@code tm->when} and {@code retrnsmt} while all are zero. */
  private static final int IDLE_TIMER = 20;

  private final boolean linux;
  private final UidMap uidMap;
  private final boolean hidden;
  private final byte[] idle;
  private final int width;

  private TcpRows(boolean ipv6, boolean linux, Reader reader, int width) {
    this.linux = linux;
    this.uidMap = reader.uidMap();
    this.hidden = reader.hideAddresses();
    this.idle = ipv6 ? IDLE6 : IDLE;
    this.width = width;
  }

  /**
   * The whole file.
   *
   * @param width to which rows are padded; 0: they are not
   */
  static Rows open(
      Snapshot snapshot, Section<TcpSocket> section, Reader reader, byte[] header, int width) {
    TcpRows format =
        new TcpRows(section == Section.TCP6, snapshot.profile().isLinux(), reader, width);
    return ChunkedRows.of(header, snapshot.table(section), format, snapshot.profile());
  }

  /** What follows the slot in the row of a socket with nothing to do, and blanks up to a width. */
  private static byte[] idle(String address, int width) {
    String endpoint = " " + address + ":0000";
    String row = ":" + endpoint + endpoint + " 00 00000000:00000000 00:00000000 00000000 ";
    return (row + " ".repeat(Math.max(0, width - row.length()))).getBytes(US_ASCII);
  }

  @Override
  public boolean numbered() {
    return linux;
  }

  @Override
  public void write(TcpSocket socket, int number, RowBuffer out) {
    if (!socket.destroying()) {
      int start = out.size();
      byte[] to = out.room(LONGEST_ROW);
      int slot = linux ? number : socket.slot();
      int end = Math.max(write(to, start, slot, socket), start + width);
      to[end] = '\n';
      out.written(end + 1);
    }
  }

  /** Writes a row, behind which blanks stand up to the width. The place behind it. */
  private int write(byte[] to, int start, int slot, TcpSocket socket) {
    int at = Digits.unsigned(to, start, slot & 0xFFFFFFFFL, 4);
    System.arraycopy(idle, 0, to, at, idle.length);
    at = InetColumns.writeEndpoint(to, at + 2, socket.local(), socket.localPort(), hidden) + 1;
    at = InetColumns.writeEndpoint(to, at, socket.remote(), socket.remotePort(), hidden) + 1;
    Digits.hex2(to, at, socket.state().number());
    if ((socket.txQueue() | socket.rxQueue()) != 0) {
      Digits.hex8(to, at + 3, socket.txQueue());
      Digits.hex8(to, at + 12, socket.rxQueue());
    }
    at = writeTimer(to, at + 21, socket) + 1;
    at = Digits.unsigned(to, at, uid(socket) & 0xFFFFFFFFL, 5) + 1;
    at = Digits.signed(to, at, socket.probes(), 8) + 1;
    at =
        linux
            ? Digits.unsigned(to, at, socket.inode())
            : Digits.unsigned(to, at, socket.inode(), PrintedBy.GVISOR_INODE_WIDTH);
    at = Digits.signed(to, at + 1, socket.referenceCount()) + 1;
    at = Digits.pointer(to, at);
    return linux && socket.form() != Form.FULL ? at : writeTail(to, at, socket);
  }

  private static int writeTimer(byte[] to, int start, TcpSocket socket) {
    if (socket.timer() == TcpTimer.NONE && (socket.timerExpires() | socket.retransmits()) == 0) {
      return start + IDLE_TIMER;
    }
    Digits.hex2(to, start, socket.timer().number());
    int at = Digits.hex(to, start + 3, socket.timerExpires(), 8);
    to[at] = ' ';
    Digits.hex8(to, at + 1, socket.retransmits());
    to[at + 9] = ' ';
    return at + 9;
  }

  private static int writeTail(byte[] to, int start, TcpSocket socket) {
    to[start] = ' ';
    int at = Digits.unsigned(to, start + 1, socket.retransmitTimeout()) + 1;
    at = Digits.unsigned(to, at, socket.ackTimeout()) + 1;
    at = Digits.unsigned(to, at, socket.quickAck() & 0xFFFFFFFFL) + 1;
    at = Digits.unsigned(to, at, socket.congestionWindow() & 0xFFFFFFFFL) + 1;
    return Digits.signed(to, at, socket.slowStartThreshold());
  }

  /** The kernel prints a TIME_WAIT's uid as the constant 0, whatever the reader's namespace. */
  private int uid(TcpSocket socket) {
    boolean constant = linux && socket.form() == Form.MINI && socket.uid() == 0;
    return constant ? 0 : uidMap.inside(socket.uid());
  }

  /** Reads rows up to the end of the file. */
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
}
