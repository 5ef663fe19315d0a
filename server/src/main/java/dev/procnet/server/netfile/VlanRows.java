package dev.procnet.server.netfile;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.RegistrationOrder;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.Vlan;
import dev.procnet.server.stack.Vlan.Counts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** VLANs and their interfaces. One whose interface or parent is gone is gone too. */
record VlanRows(Interface device, ByteString parent, Vlan vlan) {

  /** A device of that name has no file: that of the list has its name. */
  static final String CONFIG = "config";

  static final String DIRECTORY = "vlan";

  /** In the order of the list: by index, in Linux 6.1 by registration. */
  static List<VlanRows> of(Snapshot snapshot) {
    Map<Integer, Vlan> byIndex = new HashMap<>();
    snapshot.table(Section.VLANS).forEach(row -> byIndex.put(row.interfaceIndex(), row));
    List<VlanRows> rows = new ArrayList<>();
    if (byIndex.isEmpty()) {
      return rows;
    }
    Iterable<Interface> devices =
        snapshot.profile() == Profile.LINUX_6_1
            ? RegistrationOrder.interfaces(snapshot)
            : snapshot.table(Section.INTERFACES);
    for (Interface device : devices) {
      Vlan vlan = byIndex.get(device.index());
      ByteString parent = vlan == null ? ByteString.EMPTY : parent(snapshot, vlan);
      if (vlan != null && !parent.isEmpty()) {
        rows.add(new VlanRows(device, parent, vlan));
      }
    }
    return rows;
  }

  private static ByteString parent(Snapshot snapshot, Vlan vlan) {
    InterfaceName name = vlan.parentName();
    return name == null
        ? DeviceNames.of(snapshot, vlan.parentIndex(), ByteString.EMPTY)
        : name.bytes();
  }

  /** One of which only the list is known. A parent that no file lists is of another namespace. */
  static Vlan listed(SnapshotBuilder into, InterfaceName name, int id, InterfaceName parent) {
    int parentIndex = into.knownInterface(parent);
    return new Vlan(
        into.interfaceIndex(name),
        id,
        parentIndex,
        parentIndex == 0 ? parent : null,
        true,
        0,
        Vlan.NO_INGRESS,
        List.of(),
        Counts.ZERO);
  }
}
