package dev.procnet.client.cli.ss;

import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Addresses as {@code ss} holds and prints them: 16 bytes, an IPv4 address in the first four with
 * zeros behind.
 */
final class SsAddress {

  static final int SIZE = 16;
  private static final int WORDS = 8;

  private SsAddress() {}

  /** Of the API's text; empty: the unspecified address. */
  static byte[] parse(String text, boolean ipv6) {
    return text.isEmpty() ? new byte[SIZE] : of(InetAddresses.forString(text), ipv6);
  }

  /** Of an address; an IPv4 one becomes mapped where IPv6 is asked for. */
  static byte[] of(InetAddress address, boolean ipv6) {
    byte[] bytes = address.getAddress();
    if (ipv6 && address instanceof Inet4Address) {
      byte[] mapped = new byte[SIZE];
      mapped[10] = (byte) 0xff;
      mapped[11] = (byte) 0xff;
      System.arraycopy(bytes, 0, mapped, 12, 4);
      return mapped;
    }
    return Arrays.copyOf(bytes, SIZE);
  }

  static boolean isMapped(byte[] address) {
    return isZero(address, 0, 10) && address[10] == -1 && address[11] == -1;
  }

  /** {@code 10.0.0.1}, {@code [fe80::1]}, {@code *} for all zeros of IPv6. */
  static String text(byte[] address, boolean ipv6) {
    if (!ipv6) {
      return dotted(address, 0);
    }
    return isZero(address, 0, SIZE) ? "*" : "[" + ipv6(address) + "]";
  }

  /** As inet_ntop: the longest run of zeros left out, the last 32 bits dotted behind 96 zeros. */
  private static String ipv6(byte[] address) {
    int[] words = new int[WORDS];
    Arrays.setAll(words, i -> ((address[2 * i] & 0xff) << 8) | (address[2 * i + 1] & 0xff));
    int begin = longestRun(words);
    int end = begin < 0 ? -1 : runEnd(words, begin);
    boolean ipv4 = begin == 0 && (end == 6 || (end == 5 && words[5] == 0xffff));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < WORDS; i++) {
      if (i == begin) {
        text.append(i == 0 ? "::" : ":");
        i = end - 1;
      } else if (i == 6 && ipv4) {
        return text.append(dotted(address, 12)).toString();
      } else {
        text.append(Integer.toHexString(words[i])).append(i == WORDS - 1 ? "" : ":");
      }
    }
    return text.toString();
  }

  /** Where the first of the longest runs of two zeros or more begins; -1: there is none. */
  private static int longestRun(int[] words) {
    int best = -1;
    int length = 1;
    for (int i = 0; i < WORDS; i++) {
      int end = runEnd(words, i);
      if (end - i > length) {
        best = i;
        length = end - i;
      }
    }
    return best;
  }

  private static int runEnd(int[] words, int begin) {
    int end = begin;
    while (end < WORDS && words[end] == 0) {
      end++;
    }
    return end;
  }

  private static String dotted(byte[] address, int at) {
    return (address[at] & 0xff)
        + "."
        + (address[at + 1] & 0xff)
        + "."
        + (address[at + 2] & 0xff)
        + "."
        + (address[at + 3] & 0xff);
  }

  private static boolean isZero(byte[] address, int from, int to) {
    for (int i = from; i < to; i++) {
      if (address[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
