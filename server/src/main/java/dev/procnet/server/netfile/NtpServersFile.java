package dev.procnet.server.netfile;

import dev.procnet.server.stack.BootConfiguration;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code ipconfig/ntp_servers}: time servers that a kernel that started was told of.
 * net/ipv4/ipconfig.c ntp_servers_show.
 */
final class NtpServersFile implements NetFile {

  private static final byte[] NO_HEADER = {};

  @Override
  public String name() {
    return "ipconfig/ntp_servers";
  }

  @Override
  public String summary() {
    return "time servers that the kernel was told of as it started";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.BOOT_CONFIGURATIONS);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(
        NO_HEADER,
        BootConfiguration.of(snapshot.table(Section.BOOT_CONFIGURATIONS)).ntpServers(),
        _ -> true,
        (server, out) -> {
          PlainAddresses.writeIpv4(out, reader.hideAddresses() ? Ipv4Address.UNSPECIFIED : server);
          out.put('\n');
        });
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    int start = text.position();
    List<Ipv4Address> servers = new ArrayList<>();
    while (!text.atEnd()) {
      servers.add(PlainAddresses.parseIpv4(text));
      text.endLine();
    }
    BootConfiguration known = BootConfiguration.of(into.rows(Section.BOOT_CONFIGURATIONS));
    BootConfiguration row = text.check(start, () -> known.withNtpServers(servers));
    into.replaceAll(Section.BOOT_CONFIGURATIONS, List.of(row));
  }
}
