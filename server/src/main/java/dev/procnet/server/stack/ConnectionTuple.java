package dev.procnet.server.stack;

/**
 * One direction of a tracked connection, or what an expected one is to look like. net/netfilter/
 * nf_conntrack_standalone.c print_tuple.
 *
 * @param source sender
 * @param destination receiver, of the same family
 * @param transport what the protocol adds
 */
public record ConnectionTuple(IpAddress source, IpAddress destination, Transport transport) {

  /** What the protocol adds to the addresses. */
  public sealed interface Transport {

    /** The same, as one sees it who may not see ports. */
    Transport hidden();
  }

  /** Of TCP, UDP, UDP-Lite, SCTP and DCCP: 16 bits each. */
  public record Ports(int source, int destination) implements Transport {

    public Ports {
      Checks.port("source", source);
      Checks.port("destination", destination);
    }

    @Override
    public Ports hidden() {
      return new Ports(0, 0);
    }
  }

  /** Of ICMP and ICMPv6: type and code of 8 bits, identifier of 16. */
  public record Icmp(int type, int code, int id) implements Transport {

    public Icmp {
      Checks.inRange("type", type, 0, 0xFF);
      Checks.inRange("code", code, 0, 0xFF);
      Checks.port("id", id);
    }

    @Override
    public Icmp hidden() {
      return new Icmp(type, code, 0);
    }
  }

  /** Of GRE: keys of 16 bits each. */
  public record GreKeys(int source, int destination) implements Transport {

    public GreKeys {
      Checks.port("source", source);
      Checks.port("destination", destination);
    }

    @Override
    public GreKeys hidden() {
      return new GreKeys(0, 0);
    }
  }

  /** Of protocols that the kernel does not know. */
  public record Unknown() implements Transport {

    @Override
    public Unknown hidden() {
      return this;
    }
  }

  public ConnectionTuple {
    Checks.check(
        source.width() == destination.width(),
        "destination",
        "is of another family than the source, expected the same");
  }

  /** The same, as one sees it who may not see addresses and ports. */
  public ConnectionTuple hidden() {
    return new ConnectionTuple(source.unspecified(), destination.unspecified(), transport.hidden());
  }

  /** It is one of IPv6. */
  public boolean isIpv6() {
    return source instanceof Ipv6Address;
  }
}
