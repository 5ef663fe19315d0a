package dev.procnet.client.cli.ss;

import dev.procnet.client.cli.input.Nearest;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tables, families and states are shown. Options are told in the order of the command line:
 * the last family decides how addresses of the filter are read.
 */
public final class Selection {

  private final EnumSet<SsTable> tables = EnumSet.noneOf(SsTable.class);
  private final EnumSet<SsFamily> families = EnumSet.noneOf(SsFamily.class);
  private int states;
  private int wanted;
  private boolean chosen;
  private boolean queried;
  private @Nullable SsFamily preferred;

  /** {@code -t}, {@code -u}, {@code -w}, …. */
  public void table(SsTable table) {
    states |= table.states();
    tables.add(table);
    chosen = true;
  }

  /** {@code -x}, {@code -4}, {@code -6}, {@code -0}, {@code -f}. */
  public void family(SsFamily family) {
    states |= family.states();
    families.add(family);
    chosen = true;
    preferred = family;
  }

  /**
   * {@code -f}.
   *
   * @throws SsException for a word that is no family
   */
  public void family(String word) {
    for (SsFamily family : SsFamily.values()) {
      if (family.name().equalsIgnoreCase(word)) {
        family(family);
        return;
      }
    }
    throw new SsException(
        "'" + word + "' is no family: inet, inet6, unix, link, netlink, vsock, tipc or xdp");
  }

  /**
   * {@code -A}: words divided by commas; {@code !} before one takes its tables away.
   *
   * @throws SsException for a word that is no table
   */
  public void query(String list) {
    if (!queried) {
      tables.clear();
      wanted = wanted == 0 ? SsStates.CONNECTED : wanted;
      queried = true;
      chosen = true;
    }
    for (String word : list.split(",", -1)) {
      boolean without = word.startsWith("!");
      Set<SsTable> named = named(without ? word.substring(1) : word);
      if (without) {
        tables.removeAll(named);
      } else {
        named.forEach(this::table);
      }
    }
  }

  /** {@code -a}. */
  public void all() {
    wanted = SsStates.ALL;
  }

  /** {@code -l}. */
  public void listening() {
    wanted = SsStates.LISTEN | SsStates.CLOSE;
  }

  /** No option named a table or a family. */
  public boolean isDefault() {
    return !chosen;
  }

  /**
   * Takes the {@code state} and {@code exclude} words that a filter begins with, and settles what
   * the options left open.
   *
   * @return the words after them
   * @throws SsException for a word that is no state
   */
  public List<String> settle(List<String> words) {
    Deque<String> rest = new ArrayDeque<>(words);
    boolean seen = false;
    while (!rest.isEmpty() && List.of("state", "exclude", "excl").contains(rest.peek())) {
      boolean with = rest.remove().equals("state");
      if (rest.isEmpty()) {
        throw new SsException("a state is missing after '" + words.get(words.size() - 1) + "'");
      }
      int named = SsStates.parse(rest.remove());
      int before = seen ? wanted : with ? 0 : SsStates.ALL;
      wanted = with ? before | named : before & ~named;
      seen = true;
    }
    if (!chosen) {
      wanted = wanted == 0 ? SsStates.CONNECTED : wanted;
      named("all").forEach(this::table);
    }
    states = wanted == 0 ? states : wanted;
    complete();
    return List.copyOf(rest);
  }

  /** Why nothing can be shown; null: something can. */
  public @Nullable String problem() {
    if (tables.isEmpty()) {
      return "no socket tables to show with such filter.";
    }
    return states == 0 ? "no socket states to show with such filter." : null;
  }

  /** Tables that are shown. */
  public Set<SsTable> tables() {
    return Collections.unmodifiableSet(tables);
  }

  /** Families that are shown. */
  public Set<SsFamily> families() {
    return Collections.unmodifiableSet(families);
  }

  /** States that are shown, as {@link SsStates} has them. */
  public int states() {
    return states;
  }

  boolean shows(int state) {
    return (states & 1 << state) != 0;
  }

  boolean showsOneTable() {
    return tables.size() < 2;
  }

  @Nullable SsFamily preferred() {
    return preferred;
  }

  /** A condition of the filter is of one family: no other is shown. */
  void only(SsFamily family) {
    families.clear();
    families.add(family);
    preferred = family;
  }

  private void complete() {
    for (SsTable table : tables) {
      if (Collections.disjoint(table.families(), families)) {
        families.addAll(table.families());
      }
    }
    for (SsFamily family : EnumSet.copyOf(families)) {
      if (Collections.disjoint(family.tables(), tables)) {
        tables.addAll(family.tables());
      }
    }
  }

  private static Set<SsTable> named(String word) {
    Set<SsTable> named = SsTable.words().get(word);
    if (named == null) {
      throw new SsException(
          "'" + word + "' is no socket table" + Nearest.hint(word, SsTable.words().keySet()));
    }
    return named;
  }
}
