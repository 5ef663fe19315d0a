package dev.procnet.server.stack;

import com.google.common.collect.Iterables;
import java.util.Collection;

/** The nearest name to one that is not there. */
public final class Suggestions {

  /**
   * What is looked for, and among how many names: whoever asks for nonsense must not keep others.
   */
  private static final int LONGEST = 64;

  private static final int MOST_NAMES = 1000;

  private Suggestions() {}

  /** The nearest of the first 1000 {@code names}; empty where none is near. */
  public static String nearest(String wanted, Collection<String> names) {
    String best = "";
    int bestDistance = Math.max(2, wanted.length() / 3) + 1;
    for (String name : Iterables.limit(names, MOST_NAMES)) {
      int distance = distance(wanted, name, bestDistance);
      if (distance < bestDistance) {
        best = name;
        bestDistance = distance;
      }
    }
    return best;
  }

  /** {@code , did you mean 'tcp'?}, or nothing where no name is near. */
  public static String didYouMean(String wanted, Collection<String> names) {
    String nearest = nearest(wanted, names);
    return nearest.isEmpty() ? "" : ", did you mean '" + nearest + "'?";
  }

  /**
   * Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours cost one
   * each. Not computed where it can't be less than {@code limit}.
   */
  private static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) >= limit || a.length() > LONGEST) {
      return Integer.MAX_VALUE;
    }
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 ? j : j == 0 ? i : cell(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cell(int[][] cost, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best =
        Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
