package dev.procnet.server.stack;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A unix domain socket. Columns as in {@code unix}, net/unix/af_unix.c unix_seq_show.
 *
 * @param listening accepts connections
 * @param path name as bound, a path or an abstract name with its leading NUL, at most 108 bytes;
 *     null: no name
 */
public record UnixSocket(
    long id,
    long inode,
    int uid,
    int referenceCount,
    boolean destroying,
    long revision,
    SocketType type,
    State state,
    boolean listening,
    @Nullable ByteString path)
    implements Socket {

  /** Longest name, sizeof(sun_path). */
  public static final int MAX_PATH = 108;

  /** The {@code St} column, socket_state of include/uapi/linux/net.h. */
  public enum State {
    FREE(0),
    UNCONNECTED(1),
    CONNECTING(2),
    CONNECTED(3),
    DISCONNECTING(4);

    private static final State[] VALUES = values();

    private final int number;

    State(int number) {
      this.number = number;
    }

    /** The number that is printed. */
    public int number() {
      return number;
    }

    /** The state of that number, or null. */
    public static @Nullable State of(long number) {
      return number >= 0 && number < VALUES.length ? VALUES[(int) number] : null;
    }
  }

  public UnixSocket {
    Checks.check(
        type == SocketType.STREAM || type == SocketType.DGRAM || type == SocketType.SEQPACKET,
        "type",
        "is " + type + ", expected STREAM, DGRAM or SEQPACKET");
    if (path != null) {
      Checks.inRange("path", path.size(), 1, MAX_PATH);
    }
  }

  @Override
  public UnixSocket withRevision(long newRevision) {
    return new UnixSocket(
        id, inode, uid, referenceCount, destroying, newRevision, type, state, listening, path);
  }

  @Override
  public Section<UnixSocket> section() {
    return Section.UNIX;
  }
}
