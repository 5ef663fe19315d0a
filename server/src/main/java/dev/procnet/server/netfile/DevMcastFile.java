package dev.procnet.server.netfile;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.LinkGroups;
import dev.procnet.server.stack.LinkMulticast;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code dev_mcast}: link-layer multicast addresses. net/core/net-procfs.c dev_mc_seq_show.
 *
 * <p>How often an address is asked for follows from the memberships; what they do not explain is
 * kept beside them.
 */
final class DevMcastFile implements NetFile {

  private static final byte[] NO_HEADER = {};
  private static final int MAX_OCTETS = 32;

  private record Row(Interface device, ByteString address, long references, boolean globalUse) {}

  @Override
  public String name() {
    return "dev_mcast";
  }

  @Override
  public String summary() {
    return "link-layer multicast addresses of interfaces";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.LINK_MULTICASTS, Section.MULTICAST_MEMBERSHIPS, Section.INTERFACES);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(
        NO_HEADER,
        rows(snapshot),
        row -> row.references() > 0,
        (row, out) -> {
          DeviceNames.writeLeft(out, row.device());
          out.signedLeft(row.references(), 5).put(' ');
          out.signedLeft(row.globalUse() ? 1 : 0, 5).put(' ');
          writeAddress(out, reader.shownLink(row.address()));
          out.put('\n');
        });
  }

  private static List<Row> rows(Snapshot snapshot) {
    Map<LinkMulticast.Key, Integer> asked = LinkGroups.references(snapshot);
    Map<Integer, List<LinkMulticast>> byIndex = new HashMap<>();
    for (LinkMulticast row : snapshot.table(Section.LINK_MULTICASTS)) {
      add(byIndex, row);
    }
    snapshot.table(Section.LINK_MULTICASTS).forEach(row -> asked.merge(row.key(), 0, Integer::sum));
    asked.forEach(
        (key, _) -> {
          boolean known =
              byIndex.getOrDefault(key.interfaceIndex(), List.of()).stream()
                  .anyMatch(row -> row.address().equals(key.address()));
          if (!known) {
            add(byIndex, new LinkMulticast(key.interfaceIndex(), key.address(), 0, false));
          }
        });
    List<Row> rows = new ArrayList<>();
    for (Interface device : snapshot.table(Section.INTERFACES)) {
      for (LinkMulticast row : byIndex.getOrDefault(device.index(), List.of())) {
        long references = (long) row.references() + asked.getOrDefault(row.key(), 0);
        rows.add(new Row(device, row.address(), references, row.globalUse()));
      }
    }
    return rows;
  }

  private static void add(Map<Integer, List<LinkMulticast>> byIndex, LinkMulticast row) {
    byIndex.computeIfAbsent(row.interfaceIndex(), _ -> new ArrayList<>()).add(row);
  }

  private static void writeAddress(RowBuffer out, ByteString address) {
    for (int i = 0; i < address.size(); i++) {
      out.hexLower(address.byteAt(i) & 0xFF, 2);
    }
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    into.multicast().linksKnown();
    while (!text.atEnd()) {
      int start = text.position();
      int index = (int) text.unsigned("an interface index", Integer.MAX_VALUE);
      text.blanks();
      InterfaceName name = DeviceNames.parse(text);
      text.blanks();
      int references = (int) text.unsigned("a reference count", Integer.MAX_VALUE);
      text.blanks();
      boolean globalUse = text.unsigned("a global use", 1) == 1;
      text.blanks();
      ByteString address = parseAddress(text);
      text.endLine();
      into.declareInterface(name, index);
      text.check(
          start,
          () -> {
            into.multicast().add(new LinkMulticast(index, address, references, globalUse));
            return true;
          });
    }
  }

  private static ByteString parseAddress(NetFileText text) {
    byte[] octets = new byte[MAX_OCTETS];
    int size = 0;
    while (Character.digit(text.peek(), 16) >= 0 && size < MAX_OCTETS) {
      int high = Character.digit(text.peek(), 16);
      text.moveTo(text.position() + 1);
      int low = Character.digit(text.peek(), 16);
      if (low < 0) {
        throw text.fail("another hexadecimal digit of a link-layer address");
      }
      text.moveTo(text.position() + 1);
      octets[size] = (byte) (high << 4 | low);
      size++;
    }
    if (size == 0) {
      throw text.fail("a link-layer address, hexadecimal digits");
    }
    return ByteString.copyFrom(octets, 0, size);
  }
}
