package dev.procnet.client.cli.ss;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.ByteString;
import dev.procnet.v1.Socket;
import dev.procnet.v1.SocketType;
import dev.procnet.v1.UnixSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Unix sockets, sorted by type and inode, as many at once as ss remembers (1 MiB of its records).
 *
 * <p>A name is what ss makes of the file: the first word of the line. The other lines of a name
 * with newlines are rows to ss, without type and inode, in state UNKNOWN or listening as the row
 * before.
 */
final class SsUnixRows implements SsRows {

  private static final int REMEMBERED = 1681;
  private static final Pattern WORD = Pattern.compile("[^ \\t\\n\\x0b\\f\\r]+");
  private static final int LISTEN = 10;

  private static final Map<SocketType, SsTable> TABLES =
      Map.of(
          SocketType.SOCKET_TYPE_STREAM, SsTable.UNIX_STREAM,
          SocketType.SOCKET_TYPE_DGRAM, SsTable.UNIX_DGRAM,
          SocketType.SOCKET_TYPE_SEQPACKET, SsTable.UNIX_SEQPACKET);

  /** States 0 to 4 of a unix socket as states of TCP. */
  private static final int[] STATES = {0, 7, 2, 1, 11};

  /** A line of the list. */
  private record Row(int type, int inode, int state, @Nullable String name) {}

  private final Selection selection;
  private final SsCondition condition;
  private final SsColumns columns;
  private final boolean terminal;
  private final BooleanSupplier showsNul;
  private final List<Row> rows = new ArrayList<>();

  SsUnixRows(
      Selection selection,
      SsCondition condition,
      SsColumns columns,
      boolean terminal,
      BooleanSupplier showsNul) {
    this.selection = selection;
    this.condition = condition;
    this.columns = columns;
    this.terminal = terminal;
    this.showsNul = showsNul;
  }

  @Override
  public SsSocket subject(Socket socket) {
    return SsSocket.unix(name(socket.getUnix()));
  }

  @Override
  public boolean isShown(Socket socket) {
    UnixSocket unix = socket.getUnix();
    return (isShown(unix) && selection.shows(state(unix))) || lines(unix) > 1;
  }

  @Override
  public void print(Socket socket) throws IOException {
    UnixSocket unix = socket.getUnix();
    if (isShown(unix)) {
      add(new Row(unix.getTypeValue(), (int) socket.getInode(), state(unix), name(unix)));
    }
    for (int i = 1; i < lines(unix); i++) {
      add(new Row(0, 0, unix.getListening() ? LISTEN : 0, null));
    }
  }

  @Override
  public void finish() throws IOException {
    rows.sort(
        Comparator.comparingInt(Row::type).thenComparing(Row::inode, Integer::compareUnsigned));
    for (Row row : rows) {
      print(row);
    }
    rows.clear();
  }

  private void add(Row row) throws IOException {
    if (selection.shows(row.state) && condition.holds(SsSocket.unix(row.name))) {
      rows.add(row);
      if (rows.size() == REMEMBERED) {
        finish();
      }
    }
  }

  private void print(Row row) throws IOException {
    String netid =
        switch (row.type) {
          case SocketType.SOCKET_TYPE_STREAM_VALUE -> "u_str";
          case SocketType.SOCKET_TYPE_SEQPACKET_VALUE -> "u_seq";
          default -> "u_dgr";
        };
    columns.row(
        netid,
        SsStates.name(row.state),
        SsInetRows.queue(0),
        SsInetRows.queue(0),
        (row.name == null ? "*" : shown(row.name)) + " ",
        Integer.toString(row.inode),
        "* ",
        "0");
  }

  private boolean isShown(UnixSocket unix) {
    SsTable table = TABLES.get(unix.getType());
    return table == null || selection.tables().contains(table);
  }

  /** A terminal obeys control characters, a reader of a pipe wants the bytes. */
  private String shown(String name) {
    return terminal ? name.replaceAll("[\\x00-\\x1f\\x7f]", "?") : name;
  }

  private static int state(UnixSocket unix) {
    return unix.getListening() ? LISTEN : STATES[unix.getStateValue()];
  }

  /** Lines that the name takes. */
  private static int lines(UnixSocket unix) {
    ByteString path = unix.getPath();
    int lines = 1;
    for (int i = 0; i < path.size(); i++) {
      lines += path.byteAt(i) == '\n' ? 1 : 0;
    }
    return lines;
  }

  /**
   * As the file has it: {@code @} for NUL, but gVisor's keeps NULs, and a string of C ends there.
   */
  private @Nullable String name(UnixSocket unix) {
    String line = unix.getPath().toString(ISO_8859_1).split("\n", -1)[0];
    int nul = line.indexOf('\0', 1);
    if (nul > 0 && showsNul.getAsBoolean()) {
      line = line.substring(0, nul);
    }
    Matcher word = WORD.matcher(line.replace('\0', '@'));
    return word.find() ? word.group() : null;
  }
}
