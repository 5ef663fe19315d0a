package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.SctpAssociation;
import dev.procnet.server.stack.SctpAssociation.Limits;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code sctp/remaddr}: transports of SCTP associations. net/sctp/proc.c sctp_remaddr_seq_show.
 *
 * <p>Its rows belong to those of {@code sctp/assocs}, which is parsed before it.
 */
final class SctpRemaddrFile implements NetFile {

  private static final byte[] HEADER =
      "ADDR ASSOC_ID HB_ACT RTO MAX_PATH_RTX REM_ADDR_RTX START STATE\n".getBytes(US_ASCII);

  /** A row, and where it stands in the text. */
  private record Row(int start, int id, Transport transport) {}

  @Override
  public String name() {
    return "sctp/remaddr";
  }

  @Override
  public String summary() {
    return "transports of SCTP associations";
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
        (row, out) ->
            row.transports()
                .forEach(transport -> write(row.id(), transport, reader.hideAddresses(), out)));
  }

  private static void write(int id, Transport transport, boolean hidden, RowBuffer out) {
    SctpColumns.writeAddress(out, transport.address(), hidden);
    out.put("  ").signed(id).put(' ').put(transport.heartbeat() ? '1' : '0').put(' ');
    out.unsigned(transport.retransmitTimeout()).put(' ').signed(transport.maxRetransmits());
    out.put(" 0 0 ").signed(transport.state().number()).put('\n');
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(HEADER, "the header of sctp/remaddr");
    Map<Integer, List<Row>> byAssociation = new LinkedHashMap<>();
    while (!text.atEnd()) {
      Row row = parseRow(text);
      byAssociation.computeIfAbsent(row.id(), id -> new ArrayList<>()).add(row);
    }
    List<SctpAssociation> joined = new ArrayList<>();
    for (SctpAssociation association : into.rows(Section.SCTP_ASSOCIATIONS)) {
      List<Row> rows = byAssociation.remove(association.id());
      joined.add(rows == null ? association : joined(text, association, rows));
    }
    into.replaceAll(Section.SCTP_ASSOCIATIONS, joined);
    byAssociation.values().forEach(rows -> into.add(Section.SCTP_ASSOCIATIONS, unknown(rows)));
  }

  private static Row parseRow(NetFileText text) {
    int start = text.position();
    IpAddress address = SctpColumns.parseAddress(text);
    text.blanks();
    int id = text.signed32("an association");
    text.blanks();
    boolean heartbeat = text.unsigned("0 or 1 for a heartbeat", 1) == 1;
    text.blanks();
    long timeout = text.unsigned64("RTO");
    text.blanks();
    int maxRetransmits = text.signed32("MAX_PATH_RTX");
    text.expect(" 0 0 ");
    int at = text.position();
    TransportState state = TransportState.of(text.unsigned("the state of a transport", 0xFFFF));
    if (state == null) {
      throw text.failAt(at, "the state of a transport of 0 to 3");
    }
    text.endLine();
    return new Row(
        start, id, new Transport(address, false, heartbeat, timeout, maxRetransmits, state));
  }

  /** The association with what its rows say of its transports, which stand in the same order. */
  private static SctpAssociation joined(
      NetFileText text, SctpAssociation association, List<Row> rows) {
    List<Transport> transports = new ArrayList<>(association.transports());
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      Transport said = row.transport();
      if (i >= transports.size() || !transports.get(i).address().equals(said.address())) {
        throw text.failAt(
            row.start(), "the addresses of association " + association.id() + " as in sctp/assocs");
      }
      transports.set(
          i,
          new Transport(
              said.address(),
              transports.get(i).primary(),
              said.heartbeat(),
              said.retransmitTimeout(),
              said.maxRetransmits(),
              said.state()));
    }
    return association.withTransports(transports);
  }

  /** One that no other file says more of. */
  private static SctpAssociation unknown(List<Row> rows) {
    return new SctpAssociation(
        rows.getFirst().id(),
        0,
        0,
        SctpStyle.ONE_TO_MANY,
        TcpState.ESTABLISHED,
        State.ESTABLISHED,
        0,
        0,
        0,
        0,
        List.of(),
        rows.stream().map(Row::transport).toList(),
        Limits.NONE,
        Memory.NONE);
  }
}
