package dev.procnet.client.testing;

import java.util.Map;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a counter. */
public final class CounterAssert extends AbstractAssert<CounterAssert, Long> {

  private final StackView view;
  private final String name;

  CounterAssert(StackView view, String name) {
    super(value(view.counters(), name, view.toString()), CounterAssert.class);
    this.view = view;
    this.name = name;
  }

  /** It has that value. */
  public CounterAssert hasValue(long expected) {
    if (actual != expected) {
      failWithMessage("%s of %s: is %d, expected %d", name, view, actual, expected);
    }
    return this;
  }

  /** It is so much higher than it was. */
  public CounterAssert increasedBy(long expected, CounterMark since) {
    long before = value(since.values(), name, "the mark");
    if (actual - before != expected) {
      failWithMessage(
          "%s of %s: went from %d to %d, by %d, expected by %d",
          name, view, before, actual, actual - before, expected);
    }
    return this;
  }

  /** It is as it was. */
  public CounterAssert isUnchanged(CounterMark since) {
    return increasedBy(0, since);
  }

  private static long value(Map<String, Long> values, String name, String where) {
    Long value = values.get(name);
    if (value == null) {
      throw new AssertionError(
          "no counter '" + name + "' in " + where + ", expected a group and a name: Tcp.InSegs");
    }
    return value;
  }
}
