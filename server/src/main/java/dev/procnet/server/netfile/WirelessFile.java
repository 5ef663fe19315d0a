package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.WirelessInterface;
import dev.procnet.server.stack.WirelessInterface.Measure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code wireless}: interfaces that have wireless extensions. net/wireless/wext-proc.c
 * wireless_seq_printf_stats.
 */
final class WirelessFile implements NetFile {

  private static final byte[] HEADER =
      """
      Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE
       face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22
      """
          .getBytes(US_ASCII);

  @Override
  public String name() {
    return "wireless";
  }

  @Override
  public String summary() {
    return "wireless interfaces and their statistics";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.WIRELESS_INTERFACES, Section.INTERFACES, Section.REGISTRATION);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(
        HEADER,
        RowsByInterface.of(snapshot, Section.WIRELESS_INTERFACES, _ -> true),
        _ -> true,
        (group, out) -> group.rows().forEach(row -> write(group, row, out)));
  }

  private static void write(
      RowsByInterface<WirelessInterface> group, WirelessInterface row, RowBuffer out) {
    out.right(group.device().name().bytes(), 6).put(": ").hexLower(row.status(), 4);
    write(row.quality(), out);
    write(row.level(), out);
    write(row.noise(), out);
    out.put(' ');
    int left = WirelessInterface.COUNTERS;
    for (int counter : row.counters()) {
      left--;
      out.blanks(left == 0 ? 3 : 1).signed(counter, 6);
    }
    out.put('\n');
  }

  private static void write(Measure measure, RowBuffer out) {
    out.blanks(2).signed(measure.value(), 3).put(measure.updated() ? '.' : ' ');
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(HEADER, "the header of wireless, of version 22");
    Set<Integer> order = new HashSet<>();
    List<Integer> indexes = new ArrayList<>();
    while (!text.atEnd()) {
      text.skipBlanks();
      int start = text.position();
      InterfaceName name = text.interfaceName(':');
      int index = into.interfaceIndex(name);
      if (!order.add(index)) {
        throw text.failAt(start, "each wireless interface once");
      }
      indexes.add(index);
      into.add(Section.WIRELESS_INTERFACES, parseRow(text, start, index));
    }
    into.multicast().registered(indexes);
  }

  private static WirelessInterface parseRow(NetFileText text, int start, int index) {
    text.expect(": ");
    int status = (int) text.hex("a status", 4, 4);
    Measure quality = parseMeasure(text, "a quality", 0);
    Measure level = parseMeasure(text, "a level", -256);
    Measure noise = parseMeasure(text, "a noise level", -256);
    List<Integer> counters = new ArrayList<>();
    for (int i = 0; i < WirelessInterface.COUNTERS; i++) {
      text.blanks();
      counters.add(text.signed32("a counter"));
    }
    text.endLine();
    return text.check(
        start, () -> new WirelessInterface(index, status, quality, level, noise, counters));
  }

  private static Measure parseMeasure(NetFileText text, String what, int min) {
    text.blanks();
    int value = (int) text.signed(what, min, 255);
    return new Measure(value, text.skip("."));
  }
}
