package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Neighbor;
import dev.procnet.server.stack.Neighbor.State;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code arp}: IPv4 neighbours, then proxies. net/ipv4/arp.c arp_seq_show. */
final class ArpFile implements NetFile {

  private static final byte[] HEADER =
      "IP address       HW type     Flags       HW address            Mask     Device\n"
          .getBytes(US_ASCII);

  private static final ByteString NO_DEVICE = ByteString.copyFromUtf8("*");

  /** What an Ethernet neighbour has before its address is known, and every proxy. */
  private static final ByteString NO_ETHERNET_ADDRESS = ByteString.copyFrom(new byte[6]);

  /** As many octets as fit the kernel's buffer, HBUFFERLEN. */
  private static final int MAX_OCTETS = 9;

  private static final int ATF_COM = 0x2;
  private static final int ATF_PERM = 0x4;
  private static final int ATF_PUBL = 0x8;

  @Override
  public String name() {
    return "arp";
  }

  @Override
  public String summary() {
    return "IPv4 neighbours";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.NEIGHBORS, Section.INTERFACES);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(
        HEADER,
        snapshot.table(Section.NEIGHBORS),
        row -> isShown(snapshot, row),
        (row, out) -> write(snapshot, row, reader, out));
  }

  private static boolean isShown(Snapshot snapshot, Neighbor row) {
    return row.address() instanceof Ipv4Address
        && row.state() != State.NOARP
        && (row.interfaceIndex() == 0 || DeviceNames.isThere(snapshot, row.interfaceIndex()));
  }

  private static void write(Snapshot snapshot, Neighbor row, Reader reader, RowBuffer out) {
    int start = out.size();
    PlainAddresses.writeIpv4(out, reader.shown((Ipv4Address) row.address()));
    out.padRow(start, 16).put(" 0x");
    hexLeft(out, row.interfaceIndex() == 0 ? 0 : row.hardwareType());
    out.put("0x");
    hexLeft(out, flags(row));
    int column = out.size();
    ByteString linkAddress = reader.shownLink(linkAddress(row));
    PlainAddresses.writeLinkAddress(
        out, linkAddress.substring(0, Math.min(linkAddress.size(), MAX_OCTETS)));
    out.padRow(column, 17).put("     *        ");
    out.put(DeviceNames.of(snapshot, row.interfaceIndex(), NO_DEVICE)).put('\n');
  }

  /** {@code %-10x}. */
  private static void hexLeft(RowBuffer out, int value) {
    int start = out.size();
    out.hexLower(value, 1).padRow(start, 10);
  }

  private static int flags(Neighbor row) {
    if (row.proxy()) {
      return ATF_PUBL | ATF_PERM;
    }
    return switch (row.state()) {
      case PERMANENT -> ATF_PERM | ATF_COM;
      case INCOMPLETE, FAILED -> 0;
      default -> ATF_COM;
    };
  }

  private static ByteString linkAddress(Neighbor row) {
    boolean unknown = row.linkAddress().isEmpty() && row.hardwareType() == Interface.TYPE_ETHERNET;
    return row.proxy() || unknown ? NO_ETHERNET_ADDRESS : row.linkAddress();
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(HEADER, "the header of arp");
    Set<List<Object>> seen = new HashSet<>();
    while (!text.atEnd()) {
      int start = text.position();
      Neighbor row = parseRow(text, into);
      if (!seen.add(List.of(row.interfaceIndex(), row.address(), row.proxy()))) {
        throw text.failAt(start, "each neighbour of an interface once");
      }
      into.add(Section.NEIGHBORS, row);
    }
  }

  private static Neighbor parseRow(NetFileText text, SnapshotBuilder into) {
    int start = text.position();
    Ipv4Address address = PlainAddresses.parseIpv4(text);
    text.blanks();
    text.expect("0x");
    int hardwareType = (int) text.hex("a hardware type", 1, 4);
    text.blanks();
    text.expect("0x");
    int flags = parseFlags(text);
    text.blanks();
    ByteString linkAddress = parseLinkAddress(text);
    text.skipBlanks();
    text.expect("*");
    text.blanks();
    InterfaceName name = text.interfaceName('\n');
    text.endLine();
    boolean proxy = (flags & ATF_PUBL) != 0;
    // An interface may have the name *, but then it has a hardware type.
    boolean ofAll = proxy && hardwareType == 0 && name.bytes().equals(NO_DEVICE);
    int device = ofAll ? 0 : into.interfaceIndex(name);
    return text.check(
        start,
        () -> new Neighbor(device, address, linkAddress, state(flags), proxy, hardwareType, 0));
  }

  private static int parseFlags(NetFileText text) {
    int start = text.position();
    int flags = (int) text.hex("flags", 1, 8);
    if (flags != 0
        && flags != ATF_COM
        && flags != (ATF_PERM | ATF_COM)
        && flags != (ATF_PUBL | ATF_PERM)) {
      throw text.failAt(start, "flags 0, 2, 6 or c");
    }
    return flags;
  }

  private static State state(int flags) {
    if ((flags & ATF_PERM) != 0) {
      return State.PERMANENT;
    }
    return flags == 0 ? State.INCOMPLETE : State.REACHABLE;
  }

  private static ByteString parseLinkAddress(NetFileText text) {
    byte[] octets = new byte[MAX_OCTETS];
    int size = 0;
    while (text.peek() != '*' && size < MAX_OCTETS && (size == 0 || text.skip(":"))) {
      octets[size] = (byte) text.hex("an octet of a hardware address", 2, 2);
      size++;
    }
    return ByteString.copyFrom(octets, 0, size);
  }
}
