package dev.procnet.server.netfile;

import dev.procnet.server.stack.ProcnetException;
import java.util.List;

/**
 * A user namespace as its /proc/PID/uid_map: which uid inside stands for which outside.
 *
 * @param ranges at most 340, must not overlap; none: every uid maps to itself
 */
public record UidMap(List<Range> ranges) {

  /** What a uid without a mapping shows as: DEFAULT_OVERFLOWUID. */
  public static final int OVERFLOW_UID = 65534;

  /** Most lines of a uid_map. include/linux/user_namespace.h UID_GID_MAP_MAX_EXTENTS. */
  public static final int MOST_RANGES = 340;

  private static final long UIDS = 1L << 32;

  /** The initial user namespace. */
  public static final UidMap INITIAL = new UidMap(List.of());

  /**
   * A line of uid_map.
   *
   * @param inside first uid inside, 0 to 2^32-1
   * @param outside first uid outside, 0 to 2^32-1
   * @param length how many, 1 or more, both ends below 2^32
   */
  public record Range(long inside, long outside, long length) {

    public Range {
      if (length < 1
          || length > UIDS
          || inside < 0
          || outside < 0
          || inside > UIDS - length
          || outside > UIDS - length) {
        throw ProcnetException.field(
            "",
            "is "
                + inside
                + " "
                + outside
                + " "
                + length
                + ", expected a length of 1 or more that ends below 2^32");
      }
    }

    private boolean overlaps(Range other) {
      return overlap(inside, other.inside, other.length)
          || overlap(outside, other.outside, other.length);
    }

    private boolean overlap(long first, long otherFirst, long otherLength) {
      return first < otherFirst + otherLength && otherFirst < first + length;
    }
  }

  public UidMap {
    ranges = List.copyOf(ranges);
    if (ranges.size() > MOST_RANGES) {
      throw ProcnetException.field(
          "", "has " + ranges.size() + " ranges, expected at most " + MOST_RANGES);
    }
    for (int i = 0; i < ranges.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (ranges.get(i).overlaps(ranges.get(j))) {
          throw ProcnetException.field(
              "[" + i + "]", "overlaps range " + j + ", expected ranges that do not");
        }
      }
    }
  }

  /** What the namespace calls a uid of the initial one. Both unsigned. */
  public int inside(int uid) {
    if (ranges.isEmpty()) {
      return uid;
    }
    long outside = uid & 0xFFFFFFFFL;
    for (Range range : ranges) {
      if (outside >= range.outside && outside < range.outside + range.length) {
        return (int) (range.inside + outside - range.outside);
      }
    }
    return OVERFLOW_UID;
  }
}
