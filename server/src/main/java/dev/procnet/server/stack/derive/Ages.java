package dev.procnet.server.stack.derive;

import com.google.common.collect.ImmutableList;
import dev.procnet.server.stack.Connection;
import dev.procnet.server.stack.Entry;
import dev.procnet.server.stack.Expectation;
import dev.procnet.server.stack.FlowLabel;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.Section;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Entries that end by themselves. net/netfilter/nf_conntrack_core.c gc_worker,
 * nf_conntrack_expect.c nf_ct_expectation_timed_out, net/ipv6/ip6_flowlabel.c ip6_fl_gc.
 */
final class Ages {

  private final Plan plan;

  Ages(Plan plan) {
    this.plan = plan;
  }

  void advance(long seconds) {
    if (seconds > 0) {
      each(Section.CONNECTIONS, row -> later(row, seconds));
      each(Section.EXPECTATIONS, row -> later(row, seconds));
      each(Section.FLOW_LABELS, row -> later(row, seconds));
    }
  }

  private <E extends Entry> void each(Section<E> section, Function<E, @Nullable E> later) {
    for (E row : ImmutableList.copyOf(plan.table(section))) {
      E changed = later.apply(row);
      plan.apply(
          changed == null
              ? new Mutation.DeleteEntry(section, row.key())
              : new Mutation.PutEntry(changed));
    }
  }

  private static @Nullable Connection later(Connection row, long seconds) {
    Long timeout = row.timeout();
    if (timeout != null && timeout <= seconds) {
      return null;
    }
    Long age = row.age();
    return row.withTimes(
        timeout == null ? null : timeout - seconds, age == null ? null : age + seconds);
  }

  private static @Nullable Expectation later(Expectation row, long seconds) {
    Long timeout = row.timeout();
    if (timeout == null) {
      return row;
    }
    return timeout <= seconds ? null : row.withTimeout(timeout - seconds);
  }

  private static @Nullable FlowLabel later(FlowLabel row, long seconds) {
    long left = row.expires() - seconds;
    return row.users() == 0 && left < 0 ? null : row.withExpires(left);
  }
}
