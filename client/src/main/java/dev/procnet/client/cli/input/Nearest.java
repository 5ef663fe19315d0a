package dev.procnet.client.cli.input;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody may have meant. */
public final class Nearest {

  private Nearest() {}

  /**
   * The name nearest to a word, case aside.
   *
   * @return empty: none is near enough to be worth saying
   */
  public static Optional<String> of(String word, Collection<String> names) {
    return names.stream()
        .min(Comparator.comparingInt((String name) -> distance(word, name)).thenComparing(n -> n))
        .filter(name -> distance(word, name) <= Math.max(1, Math.min(word.length(), 9) / 3));
  }

  /** ", did you mean 'X'?", or nothing. */
  public static String hint(String word, Collection<String> names) {
    return of(word, names).map(name -> "; did you mean '" + name + "'?").orElse("");
  }

  /** How many characters to insert, remove, replace or swap with their neighbours. */
  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    Arrays.setAll(last, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = last;
      last = row;
    }
    return last[b.length()];
  }
}
