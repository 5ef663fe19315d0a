package dev.procnet.server.stack;

import dev.procnet.server.stack.DatagramSocket.Kind;

/** What a new socket has where nobody says otherwise. */
public final class SocketDefaults {

  /** References that a socket of UDP, ICMP or unix has in Linux which nothing is queued for. */
  public static final int IDLE_REFERENCES = 2;

  /** PING_HTABLE_SIZE. */
  private static final int PING_BUCKETS = 64;

  /** GOLDEN_RATIO_32 of include/linux/hash.h, by which raw sockets are hashed. */
  private static final int GOLDEN_RATIO = 0x61C88647;

  private SocketDefaults() {}

  /** The references of one that nothing is queued for, as {@link #IDLE_REFERENCES}. */
  public static int references(Profile profile) {
    return profile.isLinux() ? IDLE_REFERENCES : 1;
  }

  /** The column {@code sl} of a TCP socket; Linux numbers the rows instead. */
  public static int slot(Profile profile, long inode) {
    return profile.isLinux() ? 0 : ownSlot(inode);
  }

  /**
   * The column {@code sl} of another socket.
   *
   * @param localPort 0 to 65535; of RAW the protocol
   */
  public static int slot(Profile profile, Kind kind, int localPort, long inode) {
    if (!profile.isLinux()) {
      return ownSlot(inode);
    }
    // The kernel mixes in a number that it draws for each network namespace: here 0.
    return switch (kind) {
      case UDP, UDP_LITE -> localPort % DatagramSocket.UDP_BUCKETS;
      case RAW -> (localPort * GOLDEN_RATIO) >>> 24;
      case PING -> localPort % PING_BUCKETS;
    };
  }

  /** gVisor prints a socket's own number, one less than its inode. */
  private static int ownSlot(long inode) {
    return inode == 0 ? 0 : (int) (inode - 1);
  }
}
