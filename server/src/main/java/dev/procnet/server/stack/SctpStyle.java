package dev.procnet.server.stack;

import org.jspecify.annotations.Nullable;

/** Style of an SCTP socket, RFC 6458. Numbers as in the kernel's sctp_socket_type. */
public enum SctpStyle {
  ONE_TO_MANY(0),
  ONE_TO_MANY_HIGH_BANDWIDTH(1),
  ONE_TO_ONE(2);

  private final int number;

  SctpStyle(int number) {
    this.number = number;
  }

  /** As printed. */
  public int number() {
    return number;
  }

  /** The style of that number, or null. */
  public static @Nullable SctpStyle of(long number) {
    return number >= 0 && number < values().length ? values()[(int) number] : null;
  }
}
