package dev.procnet.server.netfile;

import dev.procnet.server.stack.Bond;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import java.util.HashSet;
import java.util.Set;

/** {@code bonding}: a file for each bond. drivers/net/bonding/bond_procfs.c. */
final class BondingDirectory implements NetDirectory {

  static final String NAME = "bonding";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> names(Snapshot snapshot) {
    Set<String> names = new HashSet<>();
    for (Bond bond : snapshot.table(Section.BONDS)) {
      Interface device = snapshot.interfaceOf(bond.interfaceIndex());
      if (device != null) {
        names.add(device.name().text());
      }
    }
    return names;
  }

  @Override
  public NetFile file(String name) {
    return new BondFile(name);
  }

  @Override
  public boolean mayBeEmpty() {
    return true;
  }
}
