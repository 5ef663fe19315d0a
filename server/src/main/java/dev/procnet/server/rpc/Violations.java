package dev.procnet.server.rpc;

import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.ProcnetException.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a message, gathered so that a caller hears of all of it at once. Checks give a
 * harmless value back where something is wrong, so that what follows can be checked too.
 */
final class Violations {

  /** More than a caller reads. */
  private static final int MOST = 100;

  private static final int SHOWN = 64;

  private final List<Violation> found = new ArrayList<>();

  /** Notes one, if none is noted for that field. */
  void add(String field, String description) {
    add(new Violation(field, description));
  }

  private void add(Violation violation) {
    if (found.size() < MOST
        && found.stream().noneMatch(other -> other.field().equals(violation.field()))) {
      found.add(violation);
    }
  }

  /** An unsigned field of 32 bits of at most {@code max}; 0 where it is more. */
  int atMost(String field, int value, long max) {
    long unsigned = Integer.toUnsignedLong(value);
    if (unsigned > max) {
      add(field, "is " + unsigned + ", expected 0 to " + max);
      return 0;
    }
    return value;
  }

  /**
   * What a field that names a value stands for; {@code otherwise} where it stands for nothing.
   *
   * @param number the value as it came
   * @param known what it stands for, or null
   */
  <T> T known(String field, int number, @Nullable T known, String expected, T otherwise) {
    if (known == null) {
      add(field, "is " + number + ", expected " + expected);
      return otherwise;
    }
    return known;
  }

  /** What a part of the message stands for; {@code otherwise} where it is wrong. */
  <T> T part(String field, T otherwise, Supplier<T> maker) {
    try {
      return under(field, maker);
    } catch (ProcnetException e) {
      addAll(e);
      return otherwise;
    }
  }

  /** Checks a part of the message that has nothing to give back. */
  void check(String field, Runnable check) {
    part(
        field,
        Boolean.TRUE,
        () -> {
          check.run();
          return Boolean.TRUE;
        });
  }

  /**
   * Makes what the whole message stands for.
   *
   * @throws ProcnetException FIELD_INVALID with all that was noted and what the maker refuses
   */
  <T> T build(Supplier<T> maker) {
    T made = null;
    try {
      made = maker.get();
    } catch (ProcnetException e) {
      addAll(e);
    }
    throwIfAny();
    if (made == null) {
      throw new IllegalStateException("a maker gave nothing");
    }
    return made;
  }

  /**
   * @throws ProcnetException FIELD_INVALID where anything was noted
   */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw ProcnetException.fields(found);
    }
  }

  private void addAll(ProcnetException e) {
    if (e.reason() != Reason.FIELD_INVALID) {
      throw e;
    }
    e.violations().forEach(this::add);
  }

  /** Makes something; what is wrong with it is told as seen from outside, {@code parent.field}. */
  static <T> T under(String parent, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (ProcnetException e) {
      throw e.reason() == Reason.FIELD_INVALID && !parent.isEmpty() ? e.under(parent) : e;
    }
  }

  /** A text as an error shows it: not longer than anyone reads. */
  static String quote(String text) {
    return text.length() <= SHOWN ? "'" + text + "'" : "'" + text.substring(0, SHOWN) + "...'";
  }
}
