package dev.procnet.server.netfile;

import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.SctpStyle;
import dev.procnet.server.stack.TcpState;

/** Columns that files of {@code sctp} have in common. net/sctp/proc.c. */
final class SctpColumns {

  private static final int GROUPS_OF_HALF = 4;

  private SctpColumns() {}

  /** An address as {@code %pI4} or {@code %pI6}, never shortened. net/sctp/protocol.c, ipv6.c. */
  static void writeAddress(RowBuffer out, IpAddress address, boolean hidden) {
    IpAddress shown = hidden ? address.unspecified() : address;
    if (shown instanceof Ipv4Address ipv4) {
      PlainAddresses.writeIpv4(out, ipv4);
    } else {
      Ipv6Address ipv6 = (Ipv6Address) shown;
      writeHalf(out, ipv6.high());
      out.put(':');
      writeHalf(out, ipv6.low());
    }
  }

  private static void writeHalf(RowBuffer out, long half) {
    for (int group = 0; group < GROUPS_OF_HALF; group++) {
      if (group > 0) {
        out.put(':');
      }
      out.hexLower(half >>> (48 - 16 * group) & 0xFFFF, 4);
    }
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
    if (ipv4) {
      return PlainAddresses.parseIpv4(text);
    }
    long high = parseHalf(text);
    text.expect(":");
    return new Ipv6Address(high, parseHalf(text));
  }

  private static long parseHalf(NetFileText text) {
    long half = 0;
    for (int group = 0; group < GROUPS_OF_HALF; group++) {
      if (group > 0) {
        text.expect(":");
      }
      half = half << 16 | text.hex("a group of an IPv6 address", 4, 4);
    }
    return half;
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
