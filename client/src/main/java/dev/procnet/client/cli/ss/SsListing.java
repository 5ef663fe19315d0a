package dev.procnet.client.cli.ss;

import dev.procnet.v1.Socket;
import dev.procnet.v1.SocketFilter;
import dev.procnet.v1.SocketKind;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What {@code ss} lists: table by table, in its order. The caller asks the server for the sockets
 * of each of {@link #kinds} and hands all of them over.
 */
public final class SsListing {

  private static final Map<SocketKind, List<SsTable>> TABLES = tables();

  private final Selection selection;
  private final SsOptions options;
  private final SsNames names;
  private final SsDevices devices;
  private final BooleanSupplier showsNul;
  private final SsCondition condition;
  private final SsColumns columns;

  /** Takes what is printed, a byte each character. */
  @FunctionalInterface
  public interface Sink {
    /** Prints. */
    void print(String text) throws IOException;
  }

  /**
   * A listing.
   *
   * @param selection settled
   * @param words the filter
   * @param showsNul the stack's {@code unix} file has NULs as they are; asked where it matters
   * @throws SsException where the words make no filter
   */
  public SsListing(
      Selection selection,
      List<String> words,
      SsOptions options,
      SsNames names,
      SsDevices devices,
      BooleanSupplier showsNul,
      Sink sink) {
    this.selection = selection;
    this.options = options;
    this.names = names;
    this.devices = devices;
    this.showsNul = showsNul;
    SsHostParser hosts = new SsHostParser(selection, names, devices);
    this.condition = new SsFilterParser(words, hosts, devices, names).parse();
    this.columns =
        new SsColumns(
            sink::print,
            options.screen(),
            !selection.showsOneTable(),
            !SsStates.isSingle(selection.states()));
  }

  /** Kinds of sockets that are shown, each with what the server is to be asked for. */
  public Map<SocketKind, SocketFilter> kinds() {
    SsNarrowing narrowing = new SsNarrowing(selection, condition);
    Map<SocketKind, SocketFilter> kinds = new LinkedHashMap<>();
    TABLES.forEach(
        (kind, tables) -> {
          if (isShown(kind, tables)) {
            kinds.put(kind, narrowing.filter(kind));
          }
        });
    return kinds;
  }

  /** Prints the heads, unless they are not wanted. */
  public void begin() throws IOException {
    if (options.header()) {
      columns.head();
    }
  }

  /** Prints a kind's sockets while they come. */
  public Table table(SocketKind kind) {
    return new Table(rows(kind));
  }

  /** Prints what is left. */
  public void finish() throws IOException {
    columns.finish();
  }

  /** The sockets of a kind. */
  public final class Table {
    private final SsRows rows;

    private Table(SsRows rows) {
      this.rows = rows;
    }

    /** A socket is listed. */
    public boolean lists(Socket socket) {
      return isListed(rows, socket) && condition.holds(rows.subject(socket));
    }

    /** Prints a socket, unless it is not listed. */
    public void accept(Socket socket) throws IOException {
      if (isListed(rows, socket)) {
        rows.print(socket);
      }
    }

    /** All came. */
    public void finish() throws IOException {
      rows.finish();
    }
  }

  private boolean isListed(SsRows rows, Socket socket) {
    // One that is being destroyed is in no file. Names of unix sockets may be several rows, which
    // are filtered one by one.
    return !socket.getDestroying()
        && rows.isShown(socket)
        && (socket.hasUnix() || condition.holds(rows.subject(socket)));
  }

  private boolean isShown(SocketKind kind, List<SsTable> tables) {
    boolean closed =
        kind != SocketKind.SOCKET_KIND_NETLINK && kind != SocketKind.SOCKET_KIND_PACKET;
    return tables.stream().anyMatch(selection.tables()::contains)
        && tables.get(0).families().stream().anyMatch(selection.families()::contains)
        && (closed || (selection.states() & SsStates.CLOSE) != 0);
  }

  private SsRows rows(SocketKind kind) {
    return switch (kind) {
      case SOCKET_KIND_NETLINK -> new SsNetlinkRows(options, columns);
      case SOCKET_KIND_PACKET -> new SsPacketRows(options, devices, columns);
      case SOCKET_KIND_UNIX ->
          new SsUnixRows(selection, condition, columns, options.screen() > 0, showsNul);
      case SOCKET_KIND_UDP ->
          new SsDatagramRows(selection, options, names, columns, "udp", Socket::getUdp);
      case SOCKET_KIND_RAW ->
          new SsDatagramRows(selection, options, names, columns, "raw", Socket::getRaw);
      case SOCKET_KIND_TCP -> new SsTcpRows(selection, options, names, columns);
      default -> throw new IllegalArgumentException(kind + ": a kind of ss expected");
    };
  }

  private static Map<SocketKind, List<SsTable>> tables() {
    Map<SocketKind, List<SsTable>> tables = new LinkedHashMap<>();
    tables.put(SocketKind.SOCKET_KIND_NETLINK, List.of(SsTable.NETLINK));
    tables.put(SocketKind.SOCKET_KIND_PACKET, List.of(SsTable.PACKET_DGRAM, SsTable.PACKET_RAW));
    tables.put(
        SocketKind.SOCKET_KIND_UNIX,
        List.of(SsTable.UNIX_DGRAM, SsTable.UNIX_STREAM, SsTable.UNIX_SEQPACKET));
    tables.put(SocketKind.SOCKET_KIND_RAW, List.of(SsTable.RAW));
    tables.put(SocketKind.SOCKET_KIND_UDP, List.of(SsTable.UDP));
    tables.put(SocketKind.SOCKET_KIND_TCP, List.of(SsTable.TCP));
    return tables;
  }
}
