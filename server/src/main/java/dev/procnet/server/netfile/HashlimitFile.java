package dev.procnet.server.netfile;

import dev.procnet.server.stack.HashlimitBucket;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.MatchTable;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/**
 * {@code ipt_hashlimit/TABLE} or {@code ip6t_hashlimit/TABLE}: what is left of the rates of
 * addresses. No header. net/netfilter/xt_hashlimit.c dl_seq_print.
 */
final class HashlimitFile implements NetFile {

  private static final byte[] NO_HEADER = {};

  private final MatchTable.Module module;
  private final String table;

  HashlimitFile(MatchTable.Module module, String table) {
    this.module = module;
    this.table = table;
  }

  @Override
  public String name() {
    return module.directory() + "/" + table;
  }

  @Override
  public String summary() {
    return "what is left of the rates of a hashlimit table";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.MATCH_TABLES, Section.HASHLIMIT_BUCKETS);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(
        NO_HEADER,
        snapshot.table(Section.HASHLIMIT_BUCKETS),
        row -> row.module() == module && row.table().equals(table),
        (row, out) -> write(row, reader, out));
  }

  private static void write(HashlimitBucket row, Reader reader, RowBuffer out) {
    out.signed(row.expires()).put(' ');
    writeEndpoint(row.source(), row.sourcePort(), reader, out);
    out.put("->");
    writeEndpoint(row.destination(), row.destinationPort(), reader, out);
    out.put(' ').unsigned(row.credit()).put(' ').unsigned(row.creditCap());
    out.put(' ').unsigned(row.cost()).put('\n');
  }

  private static void writeEndpoint(IpAddress address, int port, Reader reader, RowBuffer out) {
    boolean hidden = reader.hideAddresses();
    PlainAddresses.write(out, hidden ? address.unspecified() : address);
    out.put(':').unsigned(hidden ? 0 : port);
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    into.add(Section.MATCH_TABLES, text.check(0, () -> new MatchTable(module, table)));
    while (!text.atEnd()) {
      into.add(Section.HASHLIMIT_BUCKETS, parseRow(text));
    }
  }

  private HashlimitBucket parseRow(NetFileText text) {
    boolean ipv6 = module == MatchTable.Module.HASHLIMIT_IPV6;
    int start = text.position();
    long expires = text.signed("a time to expiry", Long.MIN_VALUE, Long.MAX_VALUE);
    text.expect(" ");
    IpAddress source = PlainAddresses.parse(text, ipv6, "a source");
    int sourcePort = parsePort(text);
    text.expect("->");
    IpAddress destination = PlainAddresses.parse(text, ipv6, "a destination");
    int destinationPort = parsePort(text);
    text.expect(" ");
    long credit = text.unsigned64("a credit");
    text.expect(" ");
    long creditCap = text.unsigned64("a cap of credits");
    text.expect(" ");
    long cost = text.unsigned64("a cost");
    text.endLine();
    return text.check(
        start,
        () ->
            new HashlimitBucket(
                table,
                source,
                sourcePort,
                destination,
                destinationPort,
                expires,
                credit,
                creditCap,
                cost));
  }

  private static int parsePort(NetFileText text) {
    text.expect(":");
    return (int) text.unsigned("a port", 0xFFFF);
  }
}
