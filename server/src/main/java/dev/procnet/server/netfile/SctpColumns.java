package dev.procnet.server.netfile;

import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.SctpStyle;
import dev.procnet.server.stack.TcpState;

/** Columns that files of {@code sctp} have in common. net/sctp/proc.c. */
final class SctpColumns {

  private SctpColumns() {}

  /** An address as {@code %pI4} or {@code %pI6}, never shortened. net/sctp/protocol.c, ipv6.c. */
  static void writeAddress(RowBuffer out, IpAddress address, boolean hidden) {
    PlainAddresses.write(out, hidden ? address.unspecified() : address);
  }

  /** Reads an address. */
  static IpAddress parseAddress(NetFileText text) {
    int start = text.position();
    boolean ipv4 = false;
    for (int i = 0; i <= 3 && !ipv4; i++) {
      text.moveTo(start + i);
      ipv4 = text.peek() == '.';
    }
    text.moveTo(start);
    return PlainAddresses.parse(text, !ipv4, "an IPv6 address");
  }

  static SctpStyle parseStyle(NetFileText text) {
    int start = text.position();
    SctpStyle style = SctpStyle.of(text.unsigned("a style", 255));
    if (style == null) {
      throw text.failAt(start, "a style of 0 to 2");
    }
    return style;
  }

  static TcpState parseSocketState(NetFileText text) {
    int start = text.position();
    TcpState state = TcpState.of(text.unsigned("the state of a socket", 255));
    if (state == null || state == TcpState.NONE) {
      throw text.failAt(start, "the state of a socket of 1 to 11");
    }
    return state;
  }
}
