package dev.procnet.server.netfile;

import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.Vlan;
import dev.procnet.server.stack.Vlan.Counts;
import dev.procnet.server.stack.Vlan.Egress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code vlan/DEVICE}: a VLAN. net/8021q/vlanproc.c vlandev_seq_show.
 *
 * <p>Its counts are the statistics of the interface; what a captured file counts beyond them is
 * kept.
 */
final class VlanFile implements NetFile {

  private static final String VID = "  VID: ";
  private static final String REORDER = "\t REORDER_HDR: ";
  private static final String FLAGS = "  dev->priv_flags: ";
  private static final String DEVICE = "Device: ";
  private static final String INGRESS = "INGRESS priority mappings:";
  private static final String EGRESS = " EGRESS priority mappings: ";
  private static final String RX_FRAMES = "total frames received";
  private static final String RX_BYTES = "total bytes received";
  private static final String RX_MULTICAST = "Broadcast/Multicast Rcvd";
  private static final String TX_FRAMES = "total frames transmitted";
  private static final String TX_BYTES = "total bytes transmitted";
  private static final int LABEL_WIDTH = 30;

  private final String leaf;

  VlanFile(String leaf) {
    this.leaf = leaf;
  }

  @Override
  public String name() {
    return VlanRows.DIRECTORY + "/" + leaf;
  }

  @Override
  public String summary() {
    return "a VLAN: its parent, priorities and counts";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.VLANS, Section.INTERFACES);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    for (VlanRows row : VlanRows.of(snapshot)) {
      if (row.device().name().text().equals(leaf)) {
        return Rows.single(out -> write(row, out));
      }
    }
    return Rows.none();
  }

  private static void write(VlanRows row, RowBuffer out) {
    Interface device = row.device();
    Vlan vlan = row.vlan();
    Counts counts = Counts.of(device.statistics()).plus(vlan.beyond());
    out.put(device.name().bytes()).put(VID).signed(vlan.id());
    out.put(REORDER).put(vlan.reorderHeader() ? '1' : '0');
    out.put(FLAGS).put(Long.toHexString(vlan.privFlags())).put('\n');
    write(RX_FRAMES, counts.rxFrames(), out);
    write(RX_BYTES, counts.rxBytes(), out);
    write(RX_MULTICAST, counts.rxMulticast(), out);
    out.put('\n');
    write(TX_FRAMES, counts.txFrames(), out);
    write(TX_BYTES, counts.txBytes(), out);
    out.put(DEVICE).put(row.parent()).put('\n').put(INGRESS);
    for (int i = 0; i < vlan.ingress().size(); i++) {
      out.put(before(i)).signed(i).put(':');
      out.unsigned(Integer.toUnsignedLong(vlan.ingress().get(i)));
    }
    out.put('\n').put(EGRESS);
    for (Egress mapping : vlan.egress()) {
      out.unsigned(Integer.toUnsignedLong(mapping.priority())).put(':');
      out.signed(mapping.codePoint()).put(' ');
    }
    out.put('\n');
  }

  private static void write(String label, long count, RowBuffer out) {
    out.blanks(LABEL_WIDTH - label.length()).put(label).put(' ').unsigned(count, 12).put('\n');
  }

  /** The kernel prints two blanks between ingress priorities, but one before the last. */
  private static String before(int codePoint) {
    return codePoint == 0 || codePoint == 7 ? " " : "  ";
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    InterfaceName name = text.interfaceName(' ');
    if (!name.text().equals(leaf)) {
      throw text.failAt(0, "the name of the file, '" + leaf + "'");
    }
    text.expect(VID);
    int id = (int) text.unsigned("a VLAN id", 4094);
    text.expect(REORDER);
    boolean reorder = text.unsigned("0 or 1", 1) == 1;
    text.expect(FLAGS);
    long flags = text.hex("private flags", 1, 16);
    text.endLine();
    Counts counts = parseCounts(text);
    text.expect(DEVICE);
    InterfaceName parent = text.interfaceName('\n');
    text.endLine();
    List<Integer> ingress = parseIngress(text);
    int start = text.position();
    List<Egress> egress = parseEgress(text);
    Vlan listed = text.check(0, () -> VlanRows.listed(into, name, id, parent));
    Vlan vlan =
        text.check(
            start,
            () ->
                new Vlan(
                    listed.interfaceIndex(),
                    id,
                    listed.parentIndex(),
                    listed.parentName(),
                    reorder,
                    flags,
                    ingress,
                    egress,
                    counts.minus(Counts.of(into.statistics(name)))));
    // Stands in the place of what the list has told of it.
    into.add(Section.VLANS, vlan);
  }

  private static Counts parseCounts(NetFileText text) {
    long rxFrames = count(text, RX_FRAMES);
    long rxBytes = count(text, RX_BYTES);
    long rxMulticast = count(text, RX_MULTICAST);
    text.endLine();
    long txFrames = count(text, TX_FRAMES);
    return new Counts(rxFrames, rxBytes, rxMulticast, txFrames, count(text, TX_BYTES));
  }

  private static long count(NetFileText text, String label) {
    text.skipBlanks();
    text.expect(label);
    text.blanks();
    long count = text.unsigned64("a count");
    text.endLine();
    return count;
  }

  private static List<Integer> parseIngress(NetFileText text) {
    text.expect(INGRESS);
    List<Integer> ingress = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      text.expect(before(i) + i + ":");
      ingress.add(text.unsigned32("a priority"));
    }
    text.endLine();
    return ingress;
  }

  private static List<Egress> parseEgress(NetFileText text) {
    text.expect(EGRESS);
    List<Egress> egress = new ArrayList<>();
    while (!text.atLineEnd()) {
      int priority = text.unsigned32("a priority");
      text.expect(":");
      egress.add(new Egress(priority, (int) text.unsigned("a code point", 7)));
      text.expect(" ");
    }
    text.endLine();
    return egress;
  }
}
