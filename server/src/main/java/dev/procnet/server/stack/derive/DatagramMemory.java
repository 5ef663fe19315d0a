package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.Profile;

/**
 * Memory that a queued datagram takes, its truesize: the sk_buff and the block that its head came
 * from. net/core/skbuff.c __alloc_skb, net/ipv4/ip_output.c __ip_append_data. As on x86-64 with
 * blocks of the usual sizes; other builds differ.
 */
final class DatagramMemory {

  /** sizeof(struct sk_buff), aligned. */
  private static final int BUFFER = 256;

  /** sizeof(struct skb_shared_info), aligned. */
  private static final int SHARED = 320;

  /** Room for a link header, and to align. */
  private static final int RESERVED = 16 + 15;

  private static final int ALIGNMENT = 64;

  /** Beyond this, data is in pages and counts by its own length: SKB_MAX_ALLOC. */
  private static final int LARGEST_HEAD = 16_384 - SHARED;

  /** Blocks of skb_small_head_cache, since Linux 6.3. */
  private static final int SMALL_HEAD = 576;

  private static final int SMALLEST_BLOCK = 512;

  private DatagramMemory() {}

  /**
   * Bytes of memory.
   *
   * @param headers bytes of the headers of IP and UDP
   * @param bytes payload
   */
  static int size(Profile profile, int headers, int bytes) {
    if (!profile.isLinux()) {
      return bytes;
    }
    int head = headers + bytes + RESERVED;
    return head < LARGEST_HEAD
        ? BUFFER + block(profile, head)
        : BUFFER + block(profile, headers + RESERVED) + bytes;
  }

  private static int block(Profile profile, int head) {
    int needed = (head + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT + SHARED;
    if (profile != Profile.LINUX_6_1 && needed <= SMALL_HEAD) {
      return SMALL_HEAD;
    }
    return Math.max(SMALLEST_BLOCK, Integer.highestOneBit(needed - 1) << 1);
  }
}
