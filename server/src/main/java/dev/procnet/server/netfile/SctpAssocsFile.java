package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.procnet.server.stack.SctpAssociation;
import dev.procnet.server.stack.SctpAssociation.Limits;
import dev.procnet.server.stack.SctpAssociation.LocalAddress;
import dev.procnet.server.stack.SctpAssociation.Memory;
import dev.procnet.server.stack.SctpAssociation.State;
import dev.procnet.server.stack.SctpAssociation.Transport;
import dev.procnet.server.stack.SctpAssociation.TransportState;
import dev.procnet.server.stack.SctpStyle;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.TcpState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code sctp/assocs}: SCTP associations. net/sctp/proc.c sctp_assocs_seq_show. */
final class SctpAssocsFile implements NetFile {

  private static final byte[] HEADER =
      (" ASSOC     SOCK   STY SST ST HBKT ASSOC-ID TX_QUEUE RX_QUEUE UID INODE LPORT RPORT LADDRS"
              + " <-> RADDRS HBINT INS OUTS MAXRT T1X T2X RTXC wmema wmemq sndbuf rcvbuf\n")
          .getBytes(US_ASCII);

  @Override
  public String name() {
    return "sctp/assocs";
  }

  @Override
  public String summary() {
    return "SCTP associations";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.SCTP_ASSOCIATIONS);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(
        HEADER,
        snapshot.table(Section.SCTP_ASSOCIATIONS),
        row -> true,
        (row, out) -> {
          writeSocket(row, reader, out);
          writeAddresses(row, reader.hideAddresses(), out);
          write(row.limits(), row.memory(), out);
        });
  }

  private static void writeSocket(SctpAssociation row, Reader reader, RowBuffer out) {
    boolean hidden = reader.hideAddresses();
    out.narrowPointer().put(' ').narrowPointer().put(' ');
    out.signedLeft(row.style().number(), 3).put(' ');
    out.signedLeft(row.socketState().number(), 3).put(' ');
    out.signedLeft(row.state().number(), 2).put(' ');
    out.signedLeft(0, 4).put(' ').signed(row.id(), 4).put(' ');
    out.signed(row.txQueue(), 8).put(' ').signed(row.rxQueue(), 8).put(' ');
    out.unsigned(reader.uidMap().inside(row.uid()) & 0xFFFFFFFFL, 7).put(' ');
    out.unsigned(row.inode(), 5).put(' ');
    out.signedLeft(hidden ? 0 : row.localPort(), 5).put(' ');
    out.signed(hidden ? 0 : row.remotePort(), 5).put("  ");
  }

  private static void writeAddresses(SctpAssociation row, boolean hidden, RowBuffer out) {
    for (LocalAddress local : row.local()) {
      out.put(local.primary() ? "*" : "");
      SctpColumns.writeAddress(out, local.address(), hidden);
      out.put(' ');
    }
    out.put("<-> ");
    for (Transport transport : row.transports()) {
      out.put(transport.primary() ? "*" : "");
      SctpColumns.writeAddress(out, transport.address(), hidden);
      out.put(' ');
    }
  }

  private static void write(Limits limits, Memory memory, RowBuffer out) {
    out.put('\t').unsigned(limits.heartbeatInterval(), 8).put(' ');
    out.signed(limits.inStreams(), 5).put(' ').signed(limits.outStreams(), 5).put(' ');
    out.signed(limits.maxRetransmits(), 4).put(' ').signed(limits.initRetries(), 4).put(' ');
    out.signed(limits.shutdownRetries(), 4).put(' ');
    out.signed(limits.retransmittedChunks(), 8).put(' ');
    out.signed(memory.sendAllocated(), 8).put(' ').signed(memory.sendQueued(), 8).put(' ');
    out.signed(memory.sendBuffer(), 8).put(' ').signed(memory.receiveBuffer(), 8).put('\n');
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(HEADER, "the header of sctp/assocs");
    while (!text.atEnd()) {
      into.add(Section.SCTP_ASSOCIATIONS, parseRow(text));
    }
  }

  private static SctpAssociation parseRow(NetFileText text) {
    int start = text.position();
    text.narrowPointer();
    text.expect(" ");
    text.narrowPointer();
    text.blanks();
    SctpStyle style = SctpColumns.parseStyle(text);
    text.blanks();
    TcpState socketState = SctpColumns.parseSocketState(text);
    text.blanks();
    State state = parseState(text);
    text.blanks();
    text.unsigned("hash bucket 0", 0);
    int id = number(text, "an association");
    int txQueue = number(text, "TX_QUEUE");
    int rxQueue = number(text, "RX_QUEUE");
    text.blanks();
    int uid = text.unsigned32("a uid");
    text.blanks();
    long inode = text.unsigned64("an inode");
    text.blanks();
    int localPort = (int) text.unsigned("a port", 0xFFFF);
    text.blanks();
    int remotePort = (int) text.unsigned("a port", 0xFFFF);
    text.blanks();
    List<LocalAddress> local = parseLocal(text);
    List<Transport> transports = parseTransports(text);
    Limits limits = parseLimits(text);
    Memory memory =
        new Memory(
            number(text, "wmema"),
            number(text, "wmemq"),
            number(text, "sndbuf"),
            number(text, "rcvbuf"));
    text.endLine();
    return text.check(
        start,
        () ->
            new SctpAssociation(
                id,
                inode,
                uid,
                style,
                socketState,
                state,
                txQueue,
                rxQueue,
                localPort,
                remotePort,
                local,
                transports,
                limits,
                memory));
  }

  private static State parseState(NetFileText text) {
    int start = text.position();
    State state = State.of(text.unsigned("the state of an association", 255));
    if (state == null) {
      throw text.failAt(start, "the state of an association of 0 to 7");
    }
    return state;
  }

  private static List<LocalAddress> parseLocal(NetFileText text) {
    List<LocalAddress> local = new ArrayList<>();
    while (!text.skip("<-> ")) {
      boolean primary = text.skip("*");
      local.add(new LocalAddress(SctpColumns.parseAddress(text), primary));
      text.expect(" ");
    }
    return local;
  }

  /** More of each says {@code sctp/remaddr}. */
  private static List<Transport> parseTransports(NetFileText text) {
    List<Transport> transports = new ArrayList<>();
    while (!text.skip("\t")) {
      boolean primary = text.skip("*");
      transports.add(
          new Transport(
              SctpColumns.parseAddress(text), primary, false, 0, 0, TransportState.ACTIVE));
      text.expect(" ");
    }
    return transports;
  }

  private static Limits parseLimits(NetFileText text) {
    text.skipBlanks();
    long heartbeatInterval = text.unsigned64("HBINT");
    return new Limits(
        heartbeatInterval,
        number(text, "INS"),
        number(text, "OUTS"),
        number(text, "MAXRT"),
        number(text, "T1X"),
        number(text, "T2X"),
        number(text, "RTXC"));
  }

  private static int number(NetFileText text, String what) {
    text.blanks();
    return text.signed32(what);
  }
}
