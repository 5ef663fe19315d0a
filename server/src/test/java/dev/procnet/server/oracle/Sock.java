package dev.procnet.server.oracle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** A socket of the kernel's. Numbers are Linux's own. */
final class Sock implements AutoCloseable {

  static final int UNIX = 1;
  static final int INET = 2;
  static final int INET6 = 10;
  static final int NETLINK = 16;
  static final int PACKET = 17;

  static final int STREAM = 1;
  static final int DGRAM = 2;
  static final int RAW = 3;
  static final int SEQPACKET = 5;
  static final int OLD_PACKET = 10;
  static final int NONBLOCK = 0x800;

  static final int SOL_SOCKET = 1;
  static final int SO_REUSEADDR = 2;
  static final int SO_RCVBUF = 8;
  static final int SO_LINGER = 13;
  static final int SO_REUSEPORT = 15;

  private static final int SO_RCVTIMEO = 20;
  private static final int SO_SNDTIMEO = 21;
  private static final int LONGEST_WAIT_SECONDS = 10;

  private final int descriptor;

  /** Opens one in the network namespace of this thread. */
  static Sock open(int family, int type, int protocol) throws IOException {
    return new Sock(Libc.call("socket", family, type | 0x80000, protocol));
  }

  private Sock(int descriptor) throws IOException {
    this.descriptor = descriptor;
    byte[] wait =
        ByteBuffer.allocate(16)
            .order(ByteOrder.nativeOrder())
            .putLong(LONGEST_WAIT_SECONDS)
            .putLong(0)
            .array();
    option(SOL_SOCKET, SO_RCVTIMEO, wait);
    option(SOL_SOCKET, SO_SNDTIMEO, wait);
  }

  Sock bind(byte[] address) throws IOException {
    Libc.call("bind", descriptor, address, address.length);
    return this;
  }

  Sock listen(int backlog) throws IOException {
    Libc.call("listen", descriptor, backlog);
    return this;
  }

  /** Waits for the connection, unless it was opened with NONBLOCK. */
  Sock connect(byte[] address) throws IOException {
    Libc.call(Set.of(Libc.IN_PROGRESS), "connect", descriptor, address, address.length);
    return this;
  }

  /** Connects where nobody answers well: the failure is what is wanted. */
  Sock connectInVain(byte[] address) {
    try {
      Libc.call("connect", descriptor, address, address.length);
    } catch (IOException e) {
      return this;
    }
    throw new AssertionError("the connection was made, expected a failure");
  }

  Sock accept() throws IOException {
    return new Sock(Libc.call("accept", descriptor, 0L, 0L));
  }

  /** Sends that many bytes. */
  Sock send(int bytes) throws IOException {
    Libc.call("send", descriptor, new byte[bytes], (long) bytes, 0);
    return this;
  }

  /** Sends as long as there is room. */
  Sock fill() throws IOException {
    byte[] block = new byte[65536];
    int dontWait = 0x40;
    int sent;
    do {
      sent =
          Libc.call(Set.of(Libc.AGAIN), "send", descriptor, block, (long) block.length, dontWait);
    } while (sent > 0);
    return this;
  }

  Sock sendTo(byte[] address, int bytes) throws IOException {
    return sendTo(address, new byte[bytes]);
  }

  Sock sendTo(byte[] address, byte[] content) throws IOException {
    Libc.call("sendto", descriptor, content, (long) content.length, 0, address, address.length);
    return this;
  }

  /** Reads at most that many bytes. */
  Sock receive(int bytes) throws IOException {
    Libc.call("recv", descriptor, new byte[bytes], (long) bytes, 0);
    return this;
  }

  Sock option(int level, int name, int value) throws IOException {
    return option(
        level, name, ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array());
  }

  Sock option(int level, int name, byte[] value) throws IOException {
    Libc.call("setsockopt", descriptor, level, name, value, value.length);
    return this;
  }

  /** Gives it to another user. */
  Sock owner(int uid) throws IOException {
    Libc.call("fchown", descriptor, uid, -1);
    return this;
  }

  /** 0: for receiving, 1: for sending. */
  Sock shutdown(int how) throws IOException {
    Libc.call("shutdown", descriptor, how);
    return this;
  }

  long inode() throws IOException {
    String link = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
    return Long.parseLong(link.substring("socket:[".length(), link.length() - 1));
  }

  @Override
  public void close() throws IOException {
    Libc.call("close", descriptor);
  }
}
