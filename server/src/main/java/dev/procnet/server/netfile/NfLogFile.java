package dev.procnet.server.netfile;

import dev.procnet.server.stack.PacketLogger;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code netfilter/nf_log}: who logs the packets of each protocol family. No header.
 * net/netfilter/nf_log.c seq_show.
 */
final class NfLogFile implements NetFile {

  /** Families of Linux since 6.1, NFPROTO_NUMPROTO. Older kernels have two more. */
  private static final int FAMILIES = 11;

  private static final byte[] NO_HEADER = {};
  private static final String NONE = "NONE";

  @Override
  public String name() {
    return "netfilter/nf_log";
  }

  @Override
  public String summary() {
    return "who logs packets, by protocol family";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.PACKET_LOGGERS);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    TreeMap<Integer, PacketLogger> rows = new TreeMap<>();
    for (int family = 0; family < FAMILIES; family++) {
      rows.put(family, new PacketLogger(family, "", List.of()));
    }
    snapshot.table(Section.PACKET_LOGGERS).forEach(row -> rows.put(row.family(), row));
    return Rows.of(NO_HEADER, rows.values(), row -> true, NfLogFile::write);
  }

  private static void write(PacketLogger row, RowBuffer out) {
    out.unsigned(row.family(), 2).put(' ').put(row.active().isEmpty() ? NONE : row.active());
    out.put(" (").put(String.join(",", row.registered())).put(")\n");
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    int family = 0;
    while (family < FAMILIES || !text.atEnd()) {
      into.add(Section.PACKET_LOGGERS, parseRow(text, family));
      family++;
    }
  }

  private static PacketLogger parseRow(NetFileText text, int family) {
    int start = text.position();
    text.skipBlanks();
    int number = text.position();
    if (text.unsigned("a protocol family", PacketLogger.MAX_FAMILY) != family) {
      throw text.failAt(number, "protocol family " + family);
    }
    text.expect(" ");
    String active = text.asciiWord("a logger");
    text.expect(" (");
    List<String> registered = parseRegistered(text);
    text.endLine();
    return text.check(
        start, () -> new PacketLogger(family, active.equals(NONE) ? "" : active, registered));
  }

  private static List<String> parseRegistered(NetFileText text) {
    List<String> names = new ArrayList<>();
    while (!text.skip(")")) {
      if (!names.isEmpty()) {
        text.expect(",");
      }
      int start = text.position();
      while (!text.atLineEnd() && text.peek() != ',' && text.peek() != ')') {
        text.moveTo(text.position() + 1);
      }
      if (text.atLineEnd()) {
        throw text.failAt(start, "the name of a logger, ',' or ')'");
      }
      names.add(text.slice(start, text.position()).toString(StandardCharsets.ISO_8859_1));
    }
    return names;
  }
}
