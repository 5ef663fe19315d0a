package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.procnet.server.stack.ComputedCounters;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Protocol;
import dev.procnet.server.stack.Protocol.Pressure;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code protocols}: registered protocols. net/core/sock.c proto_seq_printf. */
final class ProtocolsFile implements NetFile {

  /** Since 6.5 there is no sendpage, the column {@code sp}. */
  private static final byte[] HEADER = header("");

  private static final byte[] HEADER_WITH_SENDPAGE = header(" sp");
  private static final int METHODS = 18;

  private static byte[] header(String sendpage) {
    return ("protocol  size sockets  memory press maxhdr  slab module     "
            + "cl co di ac io in de sh ss gs se re"
            + sendpage
            + " bi br ha uh gp em\n")
        .getBytes(US_ASCII);
  }

  private static byte[] header(Profile profile) {
    return profile.hasSendpage() ? HEADER_WITH_SENDPAGE : HEADER;
  }

  private static int methods(Profile profile) {
    return profile.hasSendpage() ? METHODS + 1 : METHODS;
  }

  @Override
  public String name() {
    return "protocols";
  }

  @Override
  public String summary() {
    return "registered protocols";
  }

  @Override
  public Set<Section<?>> sections() {
    Set<Section<?>> sections = ComputedCounters.sections();
    sections.add(Section.PROTOCOLS);
    return sections;
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    int methods = methods(snapshot.profile());
    ComputedCounters computed = snapshot.computed();
    return Rows.of(
        header(snapshot.profile()),
        snapshot.table(Section.PROTOCOLS),
        row -> true,
        (row, out) -> write(row, computed.shownSockets(row), methods, out));
  }

  private static void write(Protocol row, int sockets, int methods, RowBuffer out) {
    out.left(row.name(), 9).put(' ').unsigned(row.objectSize() & 0xFFFFFFFFL, 4).put(' ');
    out.signed(sockets, 6).put("  ").signed(row.memory(), 6).put("   ");
    out.left(row.pressure().text(), 3).put(' ').unsigned(row.maxHeader() & 0xFFFFFFFFL, 6);
    out.put("   ").left(row.slab() ? "yes" : "no", 3).put("  ").left(row.module(), 10);
    for (int i = 0; i < methods; i++) {
      boolean there = i < row.methods().size() && row.methods().get(i);
      out.put("  ").put(there ? 'y' : 'n');
    }
    out.put('\n');
  }

  @Override
  public Set<Profile> printedBy(NetFileText text) {
    if (text.skip(HEADER)) {
      return EnumSet.of(Profile.LINUX_6_18, Profile.LINUX_6_12);
    }
    if (!text.skip(HEADER_WITH_SENDPAGE)) {
      return Set.of();
    }
    return EnumSet.of(text.atEnd() ? Profile.GVISOR : Profile.LINUX_6_1);
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(header(into.profile()), "the header of protocols");
    Set<String> seen = new HashSet<>();
    while (!text.atEnd()) {
      int start = text.position();
      Protocol row = parseRow(text, methods(into.profile()));
      if (!seen.add(row.name())) {
        throw text.failAt(start, "each protocol once");
      }
      into.add(Section.PROTOCOLS, row);
    }
  }

  private static Protocol parseRow(NetFileText text, int methodCount) {
    int start = text.position();
    String name = text.asciiWord("a protocol");
    text.blanks();
    int objectSize = text.unsigned32("a size");
    text.blanks();
    int sockets = text.signed32("a number of sockets");
    text.blanks();
    long memory = text.signed("memory", Long.MIN_VALUE, Long.MAX_VALUE);
    text.blanks();
    Pressure pressure = parsePressure(text);
    text.blanks();
    int maxHeader = text.unsigned32("a header size");
    text.blanks();
    boolean slab = parseFlag(text, "yes", "no");
    text.blanks();
    String module = text.asciiWord("a module");
    List<Boolean> methods = new ArrayList<>(methodCount);
    for (int i = 0; i < methodCount; i++) {
      text.blanks();
      methods.add(parseFlag(text, "y", "n"));
    }
    text.endLine();
    return text.check(
        start,
        () ->
            new Protocol(
                name, objectSize, sockets, memory, pressure, maxHeader, slab, module, methods));
  }

  private static Pressure parsePressure(NetFileText text) {
    for (Pressure pressure : Pressure.values()) {
      if (text.skip(pressure.text())) {
        return pressure;
      }
    }
    throw text.fail("NI, no or yes");
  }

  private static boolean parseFlag(NetFileText text, String yes, String no) {
    if (text.skip(yes)) {
      return true;
    }
    if (text.skip(no)) {
      return false;
    }
    throw text.fail(yes + " or " + no);
  }
}
