package dev.procnet.server.stack;

import dev.procnet.server.stack.CounterGroup.Counter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counters of IPv6 that each interface has, in a file of its name in {@code dev_snmp6}. They come
 * and go with the interface's IPv6 state and follow its name. net/ipv6/proc.c snmp6_register_dev.
 */
public final class Ipv6InterfaceCounters {

  /** The directory of their files. */
  public static final String DIRECTORY = "dev_snmp6";

  /** IPV6_MIN_MTU: an interface of less has no IPv6. */
  private static final int MIN_MTU = 1280;

  private Ipv6InterfaceCounters() {}

  /** The file of an interface. */
  public static String file(InterfaceName name) {
    return DIRECTORY + "/" + name.text();
  }

  /** They are those of an interface. */
  public static boolean isOne(CounterGroup group) {
    return group.file().startsWith(DIRECTORY + "/");
  }

  /**
   * Follows a change of an interface.
   *
   * @param before null: it is new
   * @param after null: it is gone
   */
  static void follow(Draft draft, @Nullable Interface before, @Nullable Interface after) {
    boolean had = before != null && hasIpv6(before);
    CounterGroup old = before == null ? null : find(draft, before);
    if (old == null) {
      if (after != null && hasIpv6(after) && !had) {
        add(draft, after);
      }
    } else if (after == null || (had && !hasIpv6(after))) {
      draft.remove(Section.COUNTERS, old);
    } else if (!old.file().equals(file(after.name()))) {
      draft.replace(Section.COUNTERS, old, of(file(after.name()), old, false));
    }
  }

  /** Of a stack that has no such file nothing is known to count. */
  private static void add(Draft draft, Interface row) {
    CounterGroup other = draft.table(Section.COUNTERS).first(Ipv6InterfaceCounters::isOne);
    if (other != null && find(draft, row) == null) {
      draft.insert(Section.COUNTERS, of(file(row.name()), other, true));
    }
  }

  private static CounterGroup of(String file, CounterGroup group, boolean zero) {
    List<Counter> counters =
        zero
            ? group.counters().stream()
                .filter(counter -> group.typeOf(counter.name()) < 0)
                .map(counter -> new Counter(counter.name(), 0))
                .toList()
            : group.counters();
    return new CounterGroup(file, group.name(), counters, zero ? null : group.unavailable(), false);
  }

  private static boolean hasIpv6(Interface row) {
    return Integer.compareUnsigned(row.mtu(), MIN_MTU) >= 0;
  }

  private static @Nullable CounterGroup find(Draft draft, Interface row) {
    String file = file(row.name());
    return draft.table(Section.COUNTERS).first(group -> group.file().equals(file));
  }
}
