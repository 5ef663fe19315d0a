package dev.procnet.server.stack;

import org.jspecify.annotations.Nullable;

/** Type of a socket, SOCK_*. Numbers as in the kernel's include/linux/net.h. */
public enum SocketType {
  STREAM(1),
  DGRAM(2),
  RAW(3),
  SEQPACKET(5),
  PACKET(10);

  private final int number;

  SocketType(int number) {
    this.number = number;
  }

  /** The number that is printed. */
  public int number() {
    return number;
  }

  /** The type of that number, or null. */
  public static @Nullable SocketType of(long number) {
    for (SocketType type : values()) {
      if (type.number == number) {
        return type;
      }
    }
    return null;
  }
}
