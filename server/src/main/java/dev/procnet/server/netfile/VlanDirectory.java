package dev.procnet.server.netfile;

import dev.procnet.server.stack.Snapshot;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code vlan}: a file for each VLAN, beside {@code vlan/config}. net/8021q/vlanproc.c. */
final class VlanDirectory implements NetDirectory {

  @Override
  public String name() {
    return VlanRows.DIRECTORY;
  }

  @Override
  public Set<String> names(Snapshot snapshot) {
    return VlanRows.of(snapshot).stream()
        .map(row -> row.device().name().text())
        .filter(name -> !name.equals(VlanRows.CONFIG))
        .collect(Collectors.toSet());
  }

  @Override
  public NetFile file(String name) {
    return new VlanFile(name);
  }

  @Override
  public boolean mayBeEmpty() {
    return true;
  }
}
