package dev.procnet.client.cli;

import java.util.ArrayList;
import java.util.List;

/** IFF_ flags in words. */
final class InterfaceFlags {

  /** By bit, include/uapi/linux/if.h. */
  private static final List<String> NAMES =
      List.of(
          "UP",
          "BROADCAST",
          "DEBUG",
          "LOOPBACK",
          "POINTOPOINT",
          "NOTRAILERS",
          "RUNNING",
          "NOARP",
          "PROMISC",
          "ALLMULTI",
          "MASTER",
          "SLAVE",
          "MULTICAST",
          "PORTSEL",
          "AUTOMEDIA",
          "DYNAMIC",
          "LOWER_UP",
          "DORMANT",
          "ECHO");

  private InterfaceFlags() {}

  /** {@code UP,LOOPBACK}; bits without a name as one number. */
  static String text(int flags) {
    List<String> words = new ArrayList<>();
    for (int bit = 0; bit < NAMES.size(); bit++) {
      if ((flags & 1 << bit) != 0) {
        words.add(NAMES.get(bit));
      }
    }
    int others = flags >>> NAMES.size() << NAMES.size();
    if (others != 0) {
      words.add("0x" + Integer.toHexString(others));
    }
    return String.join(",", words);
  }
}
