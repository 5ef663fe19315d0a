package dev.procnet.client.cli.ss;

import java.util.Arrays;

/**
 * A prefix of addresses. Bits are compared without a look at the family, as {@code ss} does: {@code
 * 32.1.0.0/16} holds {@code 2001::1}; and one of IPv4 holds mapped addresses.
 *
 * @param address 16 bytes
 * @param length bits, 1 to 128
 * @param ipv4 it was written as IPv4
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and made for every socket
record SsPrefix(byte[] address, int length, boolean ipv4) {

  private static final int MAPPED_AT = 12;

  boolean holds(SsSocket socket, boolean remote) {
    byte[] other = remote ? socket.remote() : socket.local();
    return switch (socket.family()) {
      case INET -> isIn(other);
      case INET6 ->
          isIn(other)
              || (ipv4
                  && SsAddress.isMapped(other)
                  && isIn(Arrays.copyOfRange(other, MAPPED_AT, 28)));
      // Of others ss compares memory that is zero, or means something else.
      default -> (remote || socket.name() == null) && isIn(other);
    };
  }

  private boolean isIn(byte[] other) {
    int bytes = length / 8;
    int mask = 0xff00 >> length % 8 & 0xff;
    return Arrays.equals(address, 0, bytes, other, 0, bytes)
        && (mask == 0 || (address[bytes] & mask) == (other[bytes] & mask));
  }
}
