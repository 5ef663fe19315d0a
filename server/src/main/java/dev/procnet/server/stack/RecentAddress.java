package dev.procnet.server.stack;

import java.util.List;

/**
 * An address that was seen: a row of {@code xt_recent/LIST}. net/netfilter/xt_recent.c
 * recent_seq_show.
 *
 * @param list name of the file. Key
 * @param address whose packets they were. Key
 * @param ttl time to live of the packets, 0: of any. Key, as rules may tell addresses apart by it
 * @param newest which of the timestamps is the newest, counted from 1. The kernel calls it oldest
 * @param timestamps when, in jiffies, unsigned: at least one, and later ones overwrite the oldest
 */
public record RecentAddress(
    String list, IpAddress address, int ttl, int newest, List<Long> timestamps) implements Entry {

  private static final int MAX_TIMESTAMPS = 0xFFFF;

  /** What tells them apart. */
  public record Key(String list, IpAddress address, int ttl) {}

  public RecentAddress {
    MatchTable.Module.RECENT.check("list", list);
    Checks.inRange("ttl", ttl, 0, 0xFF);
    timestamps = List.copyOf(timestamps);
    Checks.check(
        !timestamps.isEmpty() && timestamps.size() <= MAX_TIMESTAMPS,
        "timestamps",
        "has " + timestamps.size() + ", expected 1 to " + MAX_TIMESTAMPS);
    Checks.inRange("newest", newest, 1, timestamps.size());
  }

  /** When it was seen last. */
  public long lastSeen() {
    return timestamps.get(newest - 1);
  }

  @Override
  public Section<RecentAddress> section() {
    return Section.RECENT_ADDRESSES;
  }

  @Override
  public Key key() {
    return new Key(list, address, ttl);
  }
}
