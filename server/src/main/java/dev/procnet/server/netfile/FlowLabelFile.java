package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.procnet.server.stack.FlowLabel;
import dev.procnet.server.stack.FlowLabel.Sharing;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/** {@code ip6_flowlabel}: leases of IPv6 flow labels. net/ipv6/ip6_flowlabel.c ip6fl_seq_show. */
final class FlowLabelFile implements NetFile {

  private static final byte[] HEADER =
      "Label S Owner  Users  Linger Expires  Dst                              Opt\n"
          .getBytes(US_ASCII);

  @Override
  public String name() {
    return "ip6_flowlabel";
  }

  @Override
  public String summary() {
    return "leases of IPv6 flow labels";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.FLOW_LABELS);
  }

  @Override
  public boolean ipv6Only() {
    return true;
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(
        HEADER,
        snapshot.table(Section.FLOW_LABELS),
        row -> true,
        (row, out) -> write(row, reader, out));
  }

  private static void write(FlowLabel row, Reader reader, RowBuffer out) {
    int owner = row.sharing() == Sharing.USER ? reader.uidMap().inside(row.owner()) : row.owner();
    out.hex(row.label(), 5).put(' ').unsigned(row.sharing().number()).put(' ');
    out.signedLeft(owner, 6).put(' ');
    out.signedLeft(row.users(), 6).put(' ').signedLeft(row.linger(), 6).put(' ');
    out.signedLeft(row.expires(), 8).put(' ');
    PlainAddresses.writeIpv6(
        out, reader.hideAddresses() ? Ipv6Address.UNSPECIFIED : row.destination());
    out.put(' ').signedLeft(row.optionLength(), 4).put('\n');
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(HEADER, "the header of ip6_flowlabel");
    while (!text.atEnd()) {
      into.add(Section.FLOW_LABELS, parseRow(text));
    }
  }

  private static FlowLabel parseRow(NetFileText text) {
    int start = text.position();
    int label = (int) text.hex("a flow label", 5, 5);
    text.blanks();
    Sharing sharing = parseSharing(text);
    text.blanks();
    int owner = text.signed32("an owner");
    text.blanks();
    int users = text.signed32("a number of users");
    text.blanks();
    long linger = text.signed("a linger time", Long.MIN_VALUE, Long.MAX_VALUE);
    text.blanks();
    long expires = text.signed("a time to expiry", Long.MIN_VALUE, Long.MAX_VALUE);
    text.blanks();
    Ipv6Address destination = PlainAddresses.parseIpv6(text, "a destination");
    text.blanks();
    int optionLength = text.signed32("an option length");
    text.endLine();
    return text.check(
        start,
        () ->
            new FlowLabel(
                label, sharing, owner, users, linger, expires, destination, optionLength));
  }

  private static Sharing parseSharing(NetFileText text) {
    int start = text.position();
    long number = text.unsigned("a sharing mode", 255);
    for (Sharing sharing : Sharing.values()) {
      if (sharing.number() == number) {
        return sharing;
      }
    }
    throw text.failAt(start, "a sharing mode of 0, 1, 2, 3 or 255");
  }
}
