package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.SocketType;
import dev.procnet.server.stack.UnixSocket;
import dev.procnet.server.stack.UnixSocket.State;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code unix}: unix domain sockets. net/unix/af_unix.c unix_seq_show.
 *
 * <p>A name is bytes. Linux prints each NUL of it as {@code @}, gVisor the first one only. So an
 * {@code @} at its begin is read as the NUL of an abstract name, and any other as it stands; both
 * print the same again.
 */
final class UnixFile implements NetFile {

  private static final byte[] HEADER =
      "Num       RefCount Protocol Flags    Type St Inode Path\n".getBytes(US_ASCII);

  private static final String NO_PROTOCOL = " 00000000 ";

  /** __SO_ACCEPTCON, of a listening socket. */
  private static final int LISTENING = 0x10000;

  private static final Set<SocketType> TYPES =
      Set.of(SocketType.STREAM, SocketType.DGRAM, SocketType.SEQPACKET);

  private static final int LINUX_INODE_WIDTH = 5;

  private static final Pattern ROW =
      Pattern.compile(
          "(?:[0-9a-f]{16}|\\(____ptrval____\\)): [0-9A-F]{8} 00000000 [0-9A-F]{8} [0-9A-F]{4}"
              + " [0-9A-F]{2} ( *+[0-9]++)");

  /**
   * How a row begins: names hold line ends, so that a line's begin says nothing, and may hold what
   * looks like a row but for its values or the width of its inode.
   */
  private static final Pattern ROW_BEGIN =
      Pattern.compile(
          "(?:[0-9a-f]{16}|\\(____ptrval____\\)): [0-9A-F]{8} 00000000 000[01]0000 000[125] 0[0-4]"
              + " (?=[ 0-9]{5}) *+[0-9]{1,20}[ \n]");

  /** The longest, with an inode of 64 bits. */
  private static final int ROW_BEGIN_SIZE = 75;

  @Override
  public String name() {
    return "unix";
  }

  @Override
  public String summary() {
    return "unix domain sockets";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.UNIX);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    boolean linux = snapshot.profile().isLinux();
    return ChunkedRows.of(
        HEADER,
        snapshot.table(Section.UNIX),
        (socket, number, out) -> {
          if (!socket.destroying()) {
            write(socket, out, linux);
          }
        },
        snapshot.profile());
  }

  private static void write(UnixSocket socket, RowBuffer out, boolean linux) {
    out.pointer().put(": ").hex8(socket.referenceCount()).put(NO_PROTOCOL);
    out.hex8(socket.listening() ? LISTENING : 0).put(' ');
    out.hex4(socket.type().number()).put(' ').hex2(socket.state().number()).put(' ');
    out.unsigned(socket.inode(), linux ? LINUX_INODE_WIDTH : PrintedBy.GVISOR_INODE_WIDTH);
    ByteString path = socket.path();
    if (path != null) {
      out.put(' ');
      writeName(path, out, linux);
    }
    out.put('\n');
  }

  private static void writeName(ByteString path, RowBuffer out, boolean linux) {
    for (int i = 0; i < path.size(); i++) {
      int value = path.byteAt(i) & 0xFF;
      out.put(value == 0 && (linux || i == 0) ? '@' : (char) value);
    }
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(HEADER, "the header of unix");
    while (!text.atEnd()) {
      into.add(Section.UNIX, parseRow(text, into.takeIds(1)));
    }
  }

  private static UnixSocket parseRow(NetFileText text, long id) {
    int start = text.position();
    text.pointer();
    text.expect(": ");
    int references = (int) text.hex("a reference count", 8, 8);
    text.expect(NO_PROTOCOL);
    boolean listening = parseListening(text);
    text.expect(" ");
    SocketType type = parseType(text);
    text.expect(" ");
    State state = parseState(text);
    text.blanks();
    long inode = text.unsigned64("an inode");
    ByteString path = text.skip(" ") ? parseName(text) : null;
    if (!text.skip("\n")) {
      throw text.fail("the end of the line");
    }
    return text.check(
        start,
        () -> new UnixSocket(id, inode, 0, references, false, 0, type, state, listening, path));
  }

  private static boolean parseListening(NetFileText text) {
    int start = text.position();
    long flags = text.hex("flags", 8, 8);
    if (flags != 0 && flags != LISTENING) {
      throw text.failAt(start, "flags of 00000000 or 00010000");
    }
    return flags == LISTENING;
  }

  private static SocketType parseType(NetFileText text) {
    int start = text.position();
    SocketType type = SocketType.of(text.hex("a type", 4, 4));
    if (type == null || !TYPES.contains(type)) {
      throw text.failAt(start, "a type of 0001, 0002 or 0005");
    }
    return type;
  }

  private static State parseState(NetFileText text) {
    int start = text.position();
    State state = State.of(text.hex("a state", 2, 2));
    if (state == null) {
      throw text.failAt(start, "a state of 00 to 04");
    }
    return state;
  }

  /** Reads a name, which goes to the line end behind which the next row or nothing comes. */
  private static ByteString parseName(NetFileText text) {
    int start = text.position();
    int end = start;
    while (!endsName(text, end)) {
      if (end == start + UnixSocket.MAX_PATH) {
        throw text.failAt(start, "a name of 1 to 108 bytes");
      }
      end++;
    }
    if (end == start) {
      throw text.failAt(start, "a name of 1 to 108 bytes");
    }
    text.moveTo(end);
    return named(text.slice(start, end));
  }

  private static boolean endsName(NetFileText text, int position) {
    text.moveTo(position);
    return text.atEnd() || (text.skip("\n") && (text.atEnd() || atRowBegin(text)));
  }

  private static boolean atRowBegin(NetFileText text) {
    int start = text.position();
    int end = Math.min(text.size(), start + ROW_BEGIN_SIZE);
    return ROW_BEGIN.matcher(text.slice(start, end).toString(ISO_8859_1)).lookingAt();
  }

  private static ByteString named(ByteString printed) {
    return printed.byteAt(0) == '@'
        ? ByteString.copyFrom(new byte[1]).concat(printed.substring(1))
        : printed;
  }

  @Override
  public Set<Profile> printedBy(NetFileText text) {
    return PrintedBy.inodeWidth(text, HEADER, ROW);
  }
}
