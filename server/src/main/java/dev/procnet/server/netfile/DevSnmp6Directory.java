package dev.procnet.server.netfile;

import dev.procnet.server.stack.Ipv6InterfaceCounters;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** {@code dev_snmp6}: a file for each interface that has IPv6. net/ipv6/proc.c. */
final class DevSnmp6Directory implements NetDirectory {

  private final StatisticsLog log;

  DevSnmp6Directory(StatisticsLog log) {
    this.log = log;
  }

  @Override
  public String name() {
    return Ipv6InterfaceCounters.DIRECTORY;
  }

  @Override
  public Collection<String> names(Snapshot snapshot) {
    Set<String> counted = new HashSet<>();
    snapshot.table(Section.COUNTERS).forEach(group -> counted.add(group.file()));
    Set<String> names = new HashSet<>();
    for (var device : snapshot.table(Section.INTERFACES)) {
      if (counted.contains(Ipv6InterfaceCounters.file(device.name()))) {
        names.add(device.name().text());
      }
    }
    return names;
  }

  @Override
  public NetFile file(String name) {
    return new DevSnmp6File(name, log);
  }

  @Override
  public boolean ipv6Only() {
    return true;
  }

  @Override
  public boolean declaresInterfaces() {
    return true;
  }
}
