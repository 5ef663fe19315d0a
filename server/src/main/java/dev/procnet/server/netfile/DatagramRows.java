package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.procnet.server.stack.DatagramSocket;
import dev.procnet.server.stack.DatagramSocket.Kind;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.TcpState;
import java.util.Set;

/**
 * Files of UDP, UDP-Lite, raw and ping sockets. net/ipv4/udp.c udp4_format_sock, raw.c
 * raw_sock_seq_show, ping.c ping_v4_format_sock, net/ipv6/datagram.c __ip6_dgram_sock_seq_show;
 * gVisor's rows of UDP have a wider inode and no padding.
 *
 * @param section what it shows
 * @param linux its look in Linux
 * @param gvisor its look in gVisor
 */
record DatagramRows(
    String name,
    Kind kind,
    boolean ipv6,
    Section<DatagramSocket> section,
    Layout linux,
    Layout gvisor) {

  /** Linux pads headers and rows of IPv4 to it, those of raw sockets apart. */
  static final int WIDTH = 127;

  static final String IPV4_COLUMNS =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode ref pointer drops";

  static final String IPV6_COLUMNS =
      "  sl  local_address                         remote_address                        st"
          + " tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops";

  /** What Linux and gVisor print for timer, its expiry and retransmits, which there are none of. */
  private static final String NO_TIMER = "00:00000000 00000000";

  private static final Set<TcpState> LINUX_STATES = Set.of(TcpState.ESTABLISHED, TcpState.CLOSE);
  private static final Set<TcpState> GVISOR_STATES =
      Set.of(TcpState.NONE, TcpState.ESTABLISHED, TcpState.CLOSE);

  /** How a system prints it. */
  static final class Layout {
    private final byte[] header;
    private final int slotWidth;
    private final int inodeWidth;
    private final int width;

    /**
     * @param slotWidth of the {@code sl} column
     * @param inodeWidth of the inode
     * @param width to which rows are padded; 0: they are not
     */
    Layout(byte[] header, int slotWidth, int inodeWidth, int width) {
      this.header = header.clone();
      this.slotWidth = slotWidth;
      this.inodeWidth = inodeWidth;
      this.width = width;
    }
  }

  /** One that looks the same in every system that has it. */
  DatagramRows(
      String name, Kind kind, boolean ipv6, Section<DatagramSocket> section, Layout layout) {
    this(name, kind, ipv6, section, layout, layout);
  }

  /** A header padded to a width. */
  static byte[] header(String columns, int width) {
    return (columns + " ".repeat(Math.max(0, width - columns.length())) + "\n").getBytes(US_ASCII);
  }

  /** That of IPv6, where all these files are alike. */
  static Layout ipv6Layout() {
    return new Layout(header(IPV6_COLUMNS, 0), 5, 0, 0);
  }

  /** Whose header a text has. */
  Set<Profile> printedBy(NetFileText text) {
    return PrintedBy.header(text, linux.header, gvisor.header);
  }

  private Layout layout(Profile profile) {
    return profile.isLinux() ? linux : gvisor;
  }

  Rows open(Snapshot snapshot, Reader reader) {
    Layout layout = layout(snapshot.profile());
    return ChunkedRows.of(
        layout.header,
        snapshot.table(section),
        (socket, number, out) -> {
          if (!socket.destroying()) {
            int start = out.size();
            write(socket, out, reader, layout);
            out.padRow(start, layout.width).put('\n');
          }
        },
        snapshot.profile());
  }

  private static void write(DatagramSocket socket, RowBuffer out, Reader reader, Layout layout) {
    boolean hidden = reader.hideAddresses();
    out.unsigned(socket.slot() & 0xFFFFFFFFL, layout.slotWidth).put(": ");
    InetColumns.writeEndpoint(out, socket.local(), socket.localPort(), hidden);
    out.put(' ');
    InetColumns.writeEndpoint(out, socket.remote(), socket.remotePort(), hidden);
    out.put(' ').hex2(socket.state().number()).put(' ');
    out.hex8(socket.txQueue()).put(':').hex8(socket.rxQueue()).put(' ').put(NO_TIMER).put(' ');
    out.unsigned(reader.uidMap().inside(socket.uid()) & 0xFFFFFFFFL, 5).put(' ');
    out.unsigned(0, 8).put(' ').unsigned(socket.inode(), layout.inodeWidth).put(' ');
    out.signed(socket.referenceCount()).put(' ').pointer().put(' ');
    out.unsigned(socket.drops() & 0xFFFFFFFFL);
  }

  /** Reads the whole file. */
  void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(layout(into.profile()).header, "the header of " + name);
    int rows = text.countLines();
    long first = into.takeIds(rows);
    boolean newestFirst = into.profile().isLinux();
    for (int row = 0; !text.atEnd(); row++) {
      long id = newestFirst ? first + rows - 1 - row : first + row;
      into.add(section, parseRow(text, id, into.profile()));
    }
  }

  private DatagramSocket parseRow(NetFileText text, long id, Profile profile) {
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
            new DatagramSocket(
                id,
                inode,
                uid,
                references,
                false,
                0,
                kind,
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
