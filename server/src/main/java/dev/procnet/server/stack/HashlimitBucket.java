package dev.procnet.server.stack;

/**
 * What is left of the rate of some addresses: a row of {@code ipt_hashlimit/TABLE} or {@code
 * ip6t_hashlimit/TABLE}. net/netfilter/xt_hashlimit.c dl_seq_print. Addresses and ports that the
 * table does not tell apart are zero.
 *
 * @param table name of the file. Key
 * @param source sender. Key
 * @param sourcePort 16 bits. Key
 * @param destination receiver, of the same family. Key
 * @param destinationPort 16 bits. Key
 * @param expires seconds left, negative once over
 * @param credit what is left, unsigned
 * @param creditCap most that can be left, unsigned
 * @param cost of a packet, unsigned
 */
public record HashlimitBucket(
    String table,
    IpAddress source,
    int sourcePort,
    IpAddress destination,
    int destinationPort,
    long expires,
    long credit,
    long creditCap,
    long cost)
    implements Entry {

  /** What tells them apart. */
  public record Key(
      String table, IpAddress source, int sourcePort, IpAddress destination, int destinationPort) {}

  public HashlimitBucket {
    module(source).check("table", table);
    Checks.check(
        source.width() == destination.width(),
        "destination",
        "is of another family than the source, expected the same");
    Checks.port("source_port", sourcePort);
    Checks.port("destination_port", destinationPort);
  }

  /** Whose tables have buckets of addresses of that family. */
  private static MatchTable.Module module(IpAddress address) {
    return address instanceof Ipv4Address
        ? MatchTable.Module.HASHLIMIT_IPV4
        : MatchTable.Module.HASHLIMIT_IPV6;
  }

  /** Whose table it is in. */
  public MatchTable.Module module() {
    return module(source);
  }

  @Override
  public Section<HashlimitBucket> section() {
    return Section.HASHLIMIT_BUCKETS;
  }

  @Override
  public Key key() {
    return new Key(table, source, sourcePort, destination, destinationPort);
  }
}
