package dev.procnet.server.netfile;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Connection;
import dev.procnet.server.stack.Connection.GreTimeouts;
import dev.procnet.server.stack.Connection.Status;
import dev.procnet.server.stack.Connection.Traffic;
import dev.procnet.server.stack.Connection.Zone;
import dev.procnet.server.stack.Connection.ZoneDirection;
import dev.procnet.server.stack.ConnectionTuple;
import dev.procnet.server.stack.ConnectionTuple.Transport;
import dev.procnet.server.stack.ConnectionTuple.Unknown;
import dev.procnet.server.stack.ConntrackProtocol;
import org.jspecify.annotations.Nullable;

/** Reads a row of {@code nf_conntrack}, any piece of which may be missing. Used once. */
final class ConntrackRow {

  private final NetFileText text;
  private Class<? extends Transport> transport = Unknown.class;
  private int protocol;
  private @Nullable String state;
  private @Nullable GreTimeouts greTimeouts;
  private @Nullable Zone zone;

  ConntrackRow(NetFileText text) {
    this.text = text;
  }

  Connection parse() {
    int start = text.position();
    boolean ipv6 = parseFamily();
    parseProtocol();
    Long timeout = parseTimeout();
    parseProtocolPart();
    ConnectionTuple original = ConnectionTuples.parse(text, ipv6, transport);
    parseZone("zone-orig=", ZoneDirection.ORIGINAL);
    Traffic originalTraffic = parseTraffic();
    boolean unreplied = text.skip("[UNREPLIED] ");
    ConnectionTuple reply = ConnectionTuples.parse(text, ipv6, transport);
    parseZone("zone-reply=", ZoneDirection.REPLY);
    Traffic replyTraffic = parseTraffic();
    Status status = parseStatus();
    Integer mark = parseUnsigned32("mark=", "a mark");
    Integer securityMark = parseUnsigned32("secmark=", "a security mark");
    ByteString securityContext = parseSecurityContext();
    parseZone("zone=", ZoneDirection.BOTH);
    Long age = parseAge();
    text.expect("use=");
    int useCount = text.unsigned32("a number of uses");
    text.endLine();
    return text.check(
        start,
        () ->
            new Connection(
                protocol,
                timeout,
                state,
                greTimeouts,
                original,
                reply,
                originalTraffic,
                replyTraffic,
                unreplied,
                status,
                mark,
                securityMark,
                securityContext,
                zone,
                age,
                useCount));
  }

  private boolean parseFamily() {
    if (text.skip("ipv4     2 ")) {
      return false;
    }
    if (text.skip("ipv6     10 ")) {
      return true;
    }
    throw text.fail("a family, 'ipv4     2' or 'ipv6     10'");
  }

  private void parseProtocol() {
    int start = text.position();
    String name = text.asciiWord("the name of a protocol");
    text.blanks();
    protocol = (int) text.unsigned("the number of a protocol", 0xFF);
    ConntrackProtocol known = ConntrackProtocol.of(protocol);
    if (known != null && known.label().equals(name)) {
      transport = known.transport();
    } else if (!name.equals("unknown")) {
      String names = known == null ? "" : "'" + known.label() + "' or ";
      throw text.failAt(start, names + "'unknown' for protocol " + protocol);
    }
    text.expect(" ");
  }

  private @Nullable Long parseTimeout() {
    int next = text.peek();
    if (next != '-' && (next < '0' || next > '9')) {
      return null;
    }
    long timeout = text.signed("a time to expiry", Long.MIN_VALUE, Long.MAX_VALUE);
    text.expect(" ");
    return timeout;
  }

  private void parseProtocolPart() {
    if (text.skip("timeout=")) {
      int unreplied = text.unsigned32("a timeout");
      text.expect(", stream_timeout=");
      greTimeouts = new GreTimeouts(unreplied, text.unsigned32("a stream timeout"));
      text.expect(" ");
    } else if (text.peek() >= 'A' && text.peek() <= 'Z') {
      int start = text.position();
      String word = text.asciiWord("a state");
      if (!ConntrackProtocol.hasState(protocol, word)) {
        throw text.failAt(start, "a state of protocol " + protocol);
      }
      state = word;
      text.expect(" ");
    }
  }

  private void parseZone(String label, ZoneDirection direction) {
    int start = text.position();
    if (text.skip(label)) {
      if (zone != null) {
        throw text.failAt(start, "one zone only");
      }
      zone = new Zone((int) text.unsigned("a zone", 0xFFFF), direction);
      text.expect(" ");
    }
  }

  private @Nullable Traffic parseTraffic() {
    if (!text.skip("packets=")) {
      return null;
    }
    long packets = text.unsigned64("a number of packets");
    text.expect(" bytes=");
    long bytes = text.unsigned64("a number of bytes");
    text.expect(" ");
    return new Traffic(packets, bytes);
  }

  private Status parseStatus() {
    for (Status status : Status.values()) {
      if (status != Status.NONE && text.skip(status.text())) {
        return status;
      }
    }
    return Status.NONE;
  }

  private @Nullable Integer parseUnsigned32(String label, String what) {
    if (!text.skip(label)) {
      return null;
    }
    int value = text.unsigned32(what);
    text.expect(" ");
    return value;
  }

  private ByteString parseSecurityContext() {
    if (!text.skip("secctx=")) {
      return ByteString.EMPTY;
    }
    ByteString context = text.word("a security context");
    text.expect(" ");
    return context;
  }

  private @Nullable Long parseAge() {
    if (!text.skip("delta-time=")) {
      return null;
    }
    long age = text.unsigned64("an age");
    text.expect(" ");
    return age;
  }
}
