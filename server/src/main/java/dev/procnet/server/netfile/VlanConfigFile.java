package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Settings.VlanNames;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.Vlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code vlan/config}: VLANs and their parents. net/8021q/vlanproc.c vlan_seq_show. */
final class VlanConfigFile implements NetFile {

  private static final String HEADER = "VLAN Dev name\t | VLAN ID\nName-Type: VLAN_NAME_TYPE_";
  private static final int NAME_WIDTH = 15;

  @Override
  public String name() {
    return VlanRows.DIRECTORY + "/" + VlanRows.CONFIG;
  }

  @Override
  public String summary() {
    return "VLANs and the interfaces that carry them";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.VLANS, Section.INTERFACES, Section.REGISTRATION, Section.SETTINGS);
  }

  @Override
  public boolean isNeeded(Snapshot snapshot) {
    return !VlanRows.of(snapshot).isEmpty();
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    String header = HEADER + snapshot.settings().vlanNames() + "\n";
    return Rows.of(
        header.getBytes(US_ASCII),
        VlanRows.of(snapshot),
        _ -> true,
        (row, out) -> {
          out.left(row.device().name().bytes(), NAME_WIDTH).put("| ").signed(row.vlan().id());
          out.put("  | ").put(row.parent()).put('\n');
        });
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(HEADER.getBytes(US_ASCII), "the header of vlan/config");
    VlanNames names = parseNames(text);
    into.settings(settings -> settings.with(names));
    List<Integer> order = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    while (!text.atEnd()) {
      int start = text.position();
      InterfaceName name = parseName(text);
      text.expect("| ");
      int id = (int) text.unsigned("a VLAN id", 4094);
      text.expect("  | ");
      InterfaceName parent = text.interfaceName('\n');
      text.endLine();
      Vlan vlan = text.check(start, () -> VlanRows.listed(into, name, id, parent));
      if (!seen.add(vlan.interfaceIndex())) {
        throw text.failAt(start, "each VLAN once");
      }
      into.add(Section.VLANS, vlan);
      order.add(vlan.interfaceIndex());
    }
    if (into.profile() == Profile.LINUX_6_1) {
      into.multicast().registered(order);
    }
  }

  private static VlanNames parseNames(NetFileText text) {
    for (VlanNames names : VlanNames.values()) {
      if (text.skip(names + "\n")) {
        return names;
      }
    }
    throw text.fail("one of " + Arrays.toString(VlanNames.values()));
  }

  /** Of 15 columns: a name may have a bar in it, but no blanks. */
  private static InterfaceName parseName(NetFileText text) {
    int start = text.position();
    while (text.peek() != ' ' && !text.atLineEnd() && text.position() < start + NAME_WIDTH) {
      text.moveTo(text.position() + 1);
    }
    ByteString bytes = text.slice(start, text.position());
    InterfaceName name = text.check(start, () -> new InterfaceName(bytes));
    text.expect(" ".repeat(NAME_WIDTH - bytes.size()));
    return name;
  }
}
