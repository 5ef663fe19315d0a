package dev.procnet.server.stack;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel was told of the network as it started: {@code pnp} and {@code
 * ipconfig/ntp_servers}. net/ipv4/ipconfig.c pnp_seq_show, ntp_servers_show. A stack has one at
 * most.
 *
 * @param protocol where it is from
 * @param domain at most 63 printable ASCII characters; empty: none
 * @param nameservers at most 3, none of them {@link #NONE}
 * @param bootServer not {@link #NONE}; null: none
 * @param ntpServers at most 3, none of them {@link #NONE}
 */
public record BootConfiguration(
    Protocol protocol,
    String domain,
    List<Ipv4Address> nameservers,
    @Nullable Ipv4Address bootServer,
    List<Ipv4Address> ntpServers)
    implements Entry {

  /** 255.255.255.255, which stands for no address. */
  public static final Ipv4Address NONE = new Ipv4Address(-1);

  /** CONF_NAMESERVERS_MAX and CONF_NTP_SERVERS_MAX. */
  public static final int MAX_SERVERS = 3;

  /** Of a kernel that was told nothing. */
  public static final BootConfiguration NOTHING =
      new BootConfiguration(Protocol.MANUAL, "", List.of(), null, List.of());

  private static final int MAX_DOMAIN = 63;

  /** How a kernel that starts learns its address. */
  public enum Protocol {
    MANUAL,
    DHCP,
    BOOTP,
    RARP
  }

  public BootConfiguration {
    Checks.inRange("domain", domain.length(), 0, MAX_DOMAIN);
    Checks.check(
        domain.chars().allMatch(c -> c >= ' ' && c < 0x7F),
        "domain",
        "is '" + domain + "', expected printable ASCII");
    checkServers("nameservers", nameservers);
    checkServers("boot_server", bootServer == null ? List.of() : List.of(bootServer));
    checkServers("ntp_servers", ntpServers);
    nameservers = List.copyOf(nameservers);
    ntpServers = List.copyOf(ntpServers);
  }

  private static void checkServers(String field, List<Ipv4Address> servers) {
    Checks.check(
        servers.size() <= MAX_SERVERS,
        field,
        "has " + servers.size() + ", expected at most " + MAX_SERVERS);
    Checks.check(
        !servers.contains(NONE), field, "has 255.255.255.255, which stands for no address");
  }

  /** That of a stack. */
  public static BootConfiguration of(Iterable<BootConfiguration> rows) {
    for (BootConfiguration row : rows) {
      return row;
    }
    return NOTHING;
  }

  /** With other time servers. */
  public BootConfiguration withNtpServers(List<Ipv4Address> servers) {
    return new BootConfiguration(protocol, domain, nameservers, bootServer, servers);
  }

  @Override
  public Section<BootConfiguration> section() {
    return Section.BOOT_CONFIGURATIONS;
  }

  @Override
  public Key key() {
    return new Key();
  }

  /** The one that a stack has. */
  public record Key() {}
}
