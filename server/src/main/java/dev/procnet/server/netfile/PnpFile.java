package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.procnet.server.stack.BootConfiguration;
import dev.procnet.server.stack.BootConfiguration.Protocol;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code pnp}: what a kernel that started was told. net/ipv4/ipconfig.c pnp_seq_show. */
final class PnpFile implements NetFile {

  private static final String DOMAIN = "domain ";
  private static final String NAMESERVER = "nameserver ";
  private static final String BOOT_SERVER = "bootserver ";

  @Override
  public String name() {
    return "pnp";
  }

  @Override
  public String summary() {
    return "what the kernel was told of the network as it started";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.BOOT_CONFIGURATIONS);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    BootConfiguration row = BootConfiguration.of(snapshot.table(Section.BOOT_CONFIGURATIONS));
    return Rows.single(out -> write(row, reader, out));
  }

  private static void write(BootConfiguration row, Reader reader, RowBuffer out) {
    out.put(title(row.protocol())).put('\n');
    if (!row.domain().isEmpty()) {
      out.put(DOMAIN).put(row.domain()).put('\n');
    }
    row.nameservers().forEach(server -> write(NAMESERVER, server, reader, out));
    Ipv4Address bootServer = row.bootServer();
    if (bootServer != null) {
      write(BOOT_SERVER, bootServer, reader, out);
    }
  }

  private static void write(String word, Ipv4Address address, Reader reader, RowBuffer out) {
    PlainAddresses.writeIpv4(
        out.put(word), reader.hideAddresses() ? Ipv4Address.UNSPECIFIED : address);
    out.put('\n');
  }

  private static String title(Protocol protocol) {
    return protocol == Protocol.MANUAL ? "#MANUAL" : "#PROTO: " + protocol;
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    int start = text.position();
    Protocol protocol = parseTitle(text);
    String domain = text.skip(DOMAIN) ? parseLine(text) : "";
    List<Ipv4Address> nameservers = new ArrayList<>();
    while (text.skip(NAMESERVER)) {
      nameservers.add(parseServer(text));
    }
    Ipv4Address bootServer = text.skip(BOOT_SERVER) ? parseServer(text) : null;
    if (!text.atEnd()) {
      throw text.fail("nameserver, bootserver or the end of the file");
    }
    BootConfiguration row =
        text.check(start, () -> row(into, protocol, domain, nameservers, bootServer));
    into.replaceAll(Section.BOOT_CONFIGURATIONS, List.of(row));
  }

  /** With the time servers that another file has told. */
  private static BootConfiguration row(
      SnapshotBuilder into,
      Protocol protocol,
      String domain,
      List<Ipv4Address> nameservers,
      @Nullable Ipv4Address bootServer) {
    BootConfiguration known = BootConfiguration.of(into.rows(Section.BOOT_CONFIGURATIONS));
    return new BootConfiguration(protocol, domain, nameservers, bootServer, known.ntpServers());
  }

  private static Protocol parseTitle(NetFileText text) {
    for (Protocol protocol : Protocol.values()) {
      if (text.skip(title(protocol) + "\n")) {
        return protocol;
      }
    }
    throw text.fail("#MANUAL, #PROTO: DHCP, #PROTO: BOOTP or #PROTO: RARP");
  }

  private static String parseLine(NetFileText text) {
    int start = text.position();
    while (!text.atLineEnd()) {
      text.moveTo(text.position() + 1);
    }
    String line = text.slice(start, text.position()).toString(ISO_8859_1);
    text.endLine();
    return line;
  }

  private static Ipv4Address parseServer(NetFileText text) {
    Ipv4Address server = PlainAddresses.parseIpv4(text);
    text.endLine();
    return server;
  }
}
