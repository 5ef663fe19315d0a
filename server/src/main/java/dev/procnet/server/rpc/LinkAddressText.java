package dev.procnet.server.rpc;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.ProcnetException;
import java.util.HexFormat;

/** Link-layer addresses as text: {@code 02:00:00:00:10:01}, empty for none. */
final class LinkAddressText {

  private static final int MAX_OCTETS = 32;
  private static final HexFormat FORMAT = HexFormat.ofDelimiter(":");

  private LinkAddressText() {}

  static String format(ByteString address) {
    return FORMAT.formatHex(address.toByteArray());
  }

  /**
   * The address that a text stands for.
   *
   * @throws ProcnetException FIELD_INVALID with an empty path
   */
  static ByteString parse(String text) {
    try {
      if (text.length() < 3 * MAX_OCTETS) {
        return ByteString.copyFrom(FORMAT.parseHex(text));
      }
    } catch (IllegalArgumentException e) {
      // Told below, in the same words as one that is too long.
    }
    throw ProcnetException.field(
        "",
        "is "
            + Violations.quote(text)
            + ", expected at most 32 octets such as 02:00:00:00:10:01, or nothing");
  }
}
