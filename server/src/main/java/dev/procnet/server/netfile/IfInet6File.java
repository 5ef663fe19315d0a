package dev.procnet.server.netfile;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.InterfaceAddress;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code if_inet6}: IPv6 addresses of interfaces. net/ipv6/addrconf.c if6_seq_show. */
final class IfInet6File implements NetFile {

  private static final byte[] NO_HEADER = {};

  @Override
  public String name() {
    return "if_inet6";
  }

  @Override
  public String summary() {
    return "IPv6 addresses of interfaces";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.ADDRESSES, Section.INTERFACES);
  }

  @Override
  public boolean ipv6Only() {
    return true;
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(
        NO_HEADER,
        snapshot.table(Section.ADDRESSES),
        row ->
            row.address() instanceof Ipv6Address
                && DeviceNames.isThere(snapshot, row.interfaceIndex()),
        (row, out) -> write(snapshot, row, reader, out));
  }

  private static void write(Snapshot snapshot, InterfaceAddress row, Reader reader, RowBuffer out) {
    PlainAddresses.writeIpv6(out, reader.shown((Ipv6Address) row.address()));
    out.put(' ').hexLower(row.interfaceIndex(), 2).put(' ').hexLower(row.prefixLength(), 2);
    out.put(' ').hexLower(row.scope(), 2).put(' ').hexLower(row.flags(), 2).put(' ');
    out.right(DeviceNames.of(snapshot, row.interfaceIndex(), ByteString.EMPTY), 8).put('\n');
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    Set<List<Object>> seen = new HashSet<>();
    while (!text.atEnd()) {
      int start = text.position();
      Ipv6Address address = PlainAddresses.parseIpv6(text, "an IPv6 address");
      text.blanks();
      int index = (int) text.hex("an interface index", 2, 8);
      text.blanks();
      int prefixLength = (int) text.hex("a prefix length", 2, 2);
      text.blanks();
      int scope = (int) text.hex("a scope", 2, 2);
      text.blanks();
      int flags = (int) text.hex("address flags", 2, 2);
      text.blanks();
      InterfaceName name = text.interfaceName('\n');
      text.endLine();
      InterfaceAddress row =
          text.check(start, () -> new InterfaceAddress(index, address, prefixLength, scope, flags));
      if (!seen.add(List.of(index, address))) {
        throw text.failAt(start, "each address of an interface once");
      }
      into.add(Section.ADDRESSES, row);
      into.declareInterface(name, index);
    }
  }
}
