package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.SctpEndpoint;
import dev.procnet.server.stack.SctpStyle;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.TcpState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code sctp/eps}: listening SCTP endpoints. net/sctp/proc.c sctp_eps_seq_show. */
final class SctpEpsFile implements NetFile {

  private static final byte[] HEADER =
      " ENDPT     SOCK   STY SST HBKT LPORT   UID INODE LADDRS\n".getBytes(US_ASCII);

  @Override
  public String name() {
    return "sctp/eps";
  }

  @Override
  public String summary() {
    return "listening SCTP endpoints";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.SCTP_ENDPOINTS);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(
        HEADER,
        snapshot.table(Section.SCTP_ENDPOINTS),
        row -> true,
        (row, out) -> write(row, reader, out));
  }

  private static void write(SctpEndpoint row, Reader reader, RowBuffer out) {
    boolean hidden = reader.hideAddresses();
    out.narrowPointer().put(' ').narrowPointer().put(' ');
    out.signedLeft(row.style().number(), 3).put(' ');
    out.signedLeft(row.socketState().number(), 3).put(' ');
    out.signedLeft(row.bucket(), 4).put(' ');
    out.signedLeft(hidden ? 0 : row.localPort(), 5).put(' ');
    out.unsigned(reader.uidMap().inside(row.uid()) & 0xFFFFFFFFL, 5).put(' ');
    out.unsigned(row.inode(), 5).put(' ');
    for (IpAddress address : row.local()) {
      SctpColumns.writeAddress(out, address, hidden);
      out.put(' ');
    }
    out.put('\n');
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(HEADER, "the header of sctp/eps");
    while (!text.atEnd()) {
      into.add(Section.SCTP_ENDPOINTS, parseRow(text));
    }
  }

  private static SctpEndpoint parseRow(NetFileText text) {
    int start = text.position();
    text.narrowPointer();
    text.expect(" ");
    text.narrowPointer();
    text.blanks();
    SctpStyle style = SctpColumns.parseStyle(text);
    text.blanks();
    TcpState socketState = SctpColumns.parseSocketState(text);
    text.blanks();
    int bucket = (int) text.unsigned("a hash bucket", Integer.MAX_VALUE);
    text.blanks();
    int port = (int) text.unsigned("a port", 0xFFFF);
    text.blanks();
    int uid = text.unsigned32("a uid");
    text.blanks();
    long inode = text.unsigned64("an inode");
    text.blanks();
    List<IpAddress> local = new ArrayList<>();
    while (!text.atLineEnd()) {
      local.add(SctpColumns.parseAddress(text));
      text.expect(" ");
    }
    text.endLine();
    return text.check(
        start, () -> new SctpEndpoint(inode, uid, style, socketState, bucket, port, local));
  }
}
