package dev.procnet.client.cli;

import java.util.ArrayList;
import java.util.List;

/** Scope and flags of an interface's address in words. */
final class AddressWords {

  /** IFA_F_ flags by bit, include/uapi/linux/if_addr.h. */
  private static final List<String> FLAGS =
      List.of(
          "temporary",
          "nodad",
          "optimistic",
          "dadfailed",
          "home",
          "deprecated",
          "tentative",
          "permanent");

  private AddressWords() {}

  /** Scope as if_inet6 has it, include/net/ipv6.h; one without a name as a number. */
  static String scope(int scope) {
    return switch (scope) {
      case 0x00 -> "global";
      case 0x10 -> "host";
      case 0x20 -> "link";
      case 0x40 -> "site";
      case 0x80 -> "compatv4";
      default -> "0x" + Integer.toHexString(scope);
    };
  }

  /** {@code tentative,permanent}; bits without a name as one number. */
  static String flags(int flags) {
    List<String> words = new ArrayList<>();
    for (int bit = 0; bit < FLAGS.size(); bit++) {
      if ((flags & 1 << bit) != 0) {
        words.add(FLAGS.get(bit));
      }
    }
    int others = flags >>> FLAGS.size() << FLAGS.size();
    if (others != 0) {
      words.add("0x" + Integer.toHexString(others));
    }
    return String.join(",", words);
  }
}
