package dev.procnet.server.stack;

/**
 * A receiver of packets: a row of {@code ptype}, net/core/net-procfs.c ptype_seq_show.
 *
 * @param etherType in host order, or {@link #ALL}
 * @param interfaceIndex interface that it listens on; 0: all
 * @param function as printed, "ip_rcv", "ipv6_rcv [ipv6]"; 1 to 128 printable characters
 */
public record PacketHandler(int etherType, int interfaceIndex, String function) {

  /** Takes every packet. */
  public static final int ALL = -1;

  public PacketHandler {
    Checks.inRange("ether_type", etherType, ALL, 0xFFFF);
    Checks.inRange("interface_index", interfaceIndex, 0, Integer.MAX_VALUE);
    Checks.check(
        !function.isBlank()
            && function.length() <= 128
            && function.charAt(0) != ' '
            && function.chars().allMatch(c -> c >= ' ' && c < 0x7F),
        "function",
        "is '" + function + "', expected 1 to 128 printable characters, the first no blank");
  }
}
