package dev.procnet.server.netfile;

import dev.procnet.server.stack.ConnectionTuple;
import dev.procnet.server.stack.ConnectionTuple.GreKeys;
import dev.procnet.server.stack.ConnectionTuple.Icmp;
import dev.procnet.server.stack.ConnectionTuple.Ports;
import dev.procnet.server.stack.ConnectionTuple.Transport;
import dev.procnet.server.stack.ConnectionTuple.Unknown;
import dev.procnet.server.stack.IpAddress;

/**
 * A direction of a connection, a blank behind each piece. net/netfilter/nf_conntrack_standalone.c
 * print_tuple.
 */
final class ConnectionTuples {

  private static final int MAX_BYTE = 0xFF;
  private static final int MAX_SHORT = 0xFFFF;

  private ConnectionTuples() {}

  static void write(RowBuffer out, ConnectionTuple whole, Reader reader) {
    ConnectionTuple tuple = reader.hideAddresses() ? whole.hidden() : whole;
    out.put("src=");
    PlainAddresses.write(out, tuple.source());
    out.put(" dst=");
    PlainAddresses.write(out, tuple.destination());
    out.put(' ');
    switch (tuple.transport()) {
      case Ports(int source, int destination) ->
          out.put("sport=").unsigned(source).put(" dport=").unsigned(destination).put(' ');
      case Icmp(int type, int code, int id) ->
          out.put("type=")
              .unsigned(type)
              .put(" code=")
              .unsigned(code)
              .put(" id=")
              .unsigned(id)
              .put(' ');
      case GreKeys(int source, int destination) ->
          out.put("srckey=0x")
              .hexLower(source, 1)
              .put(" dstkey=0x")
              .hexLower(destination, 1)
              .put(' ');
      case Unknown() -> {}
    }
  }

  /**
   * Reads one.
   *
   * @param transport what it has beside the addresses
   */
  static ConnectionTuple parse(
      NetFileText text, boolean ipv6, Class<? extends Transport> transport) {
    text.expect("src=");
    IpAddress source = PlainAddresses.parse(text, ipv6, "a source");
    text.expect(" dst=");
    IpAddress destination = PlainAddresses.parse(text, ipv6, "a destination");
    text.expect(" ");
    return new ConnectionTuple(source, destination, parseTransport(text, transport));
  }

  private static Transport parseTransport(NetFileText text, Class<? extends Transport> transport) {
    if (transport.equals(Ports.class)) {
      int source = number(text, "sport=", "a source port", MAX_SHORT);
      return new Ports(source, number(text, "dport=", "a destination port", MAX_SHORT));
    }
    if (transport.equals(Icmp.class)) {
      int type = number(text, "type=", "an ICMP type", MAX_BYTE);
      int code = number(text, "code=", "an ICMP code", MAX_BYTE);
      return new Icmp(type, code, number(text, "id=", "an ICMP identifier", MAX_SHORT));
    }
    if (transport.equals(GreKeys.class)) {
      int source = key(text, "srckey=0x", "a source key");
      return new GreKeys(source, key(text, "dstkey=0x", "a destination key"));
    }
    return new Unknown();
  }

  private static int number(NetFileText text, String label, String what, int max) {
    text.expect(label);
    int number = (int) text.unsigned(what, max);
    text.expect(" ");
    return number;
  }

  private static int key(NetFileText text, String label, String what) {
    text.expect(label);
    int key = (int) text.hex(what, 1, 4);
    text.expect(" ");
    return key;
  }
}
