package dev.procnet.server.stack;

import java.util.List;

/**
 * What an interface has of wireless extensions: a row of {@code wireless}. net/wireless/wext-proc.c
 * wireless_seq_printf_stats.
 *
 * @param interfaceIndex key
 * @param status the driver's own, 16 bits
 * @param quality of the link, 0 to 255, and its mark
 * @param level of the signal, 0 to 255, or -256 to -1 dBm, and its mark
 * @param noise in the level's unit, and its mark
 * @param counters {@link #COUNTERS} of them, 32 bits, which are printed with sign: packets
 *     discarded for their network's id, code, fragment, retries and other reasons, missed beacons
 */
public record WirelessInterface(
    int interfaceIndex,
    int status,
    Measure quality,
    Measure level,
    Measure noise,
    List<Integer> counters)
    implements Entry {

  /** How many counters there are. */
  public static final int COUNTERS = 6;

  private static final int OCTET = 0xFF;

  /**
   * Something measured.
   *
   * @param updated since it was last read; reads of a snapshot leave that as it is
   */
  public record Measure(int value, boolean updated) {}

  public WirelessInterface {
    Checks.inRange("interface_index", interfaceIndex, 1, Integer.MAX_VALUE);
    Checks.inRange("status", status, 0, 0xFFFF);
    Checks.inRange("quality", quality.value(), 0, OCTET);
    Checks.inRange("level", level.value(), -OCTET - 1, OCTET);
    boolean dbm = level.value() < 0;
    Checks.inRange("noise", noise.value(), dbm ? -OCTET - 1 : 0, dbm ? -1 : OCTET);
    Checks.inRange("counters", counters.size(), COUNTERS, COUNTERS);
    counters = List.copyOf(counters);
  }

  @Override
  public Section<WirelessInterface> section() {
    return Section.WIRELESS_INTERFACES;
  }

  @Override
  public Integer key() {
    return interfaceIndex;
  }
}
