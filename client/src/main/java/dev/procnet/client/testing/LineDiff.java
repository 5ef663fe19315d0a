package dev.procnet.client.testing;

import com.google.common.collect.LinkedHashMultiset;
import com.google.common.collect.Multiset;
import com.google.common.collect.Multisets;
import java.util.Iterator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lines that one text has and the other has not. */
final class LineDiff {

  private LineDiff() {}

  /**
   * They, marked with - and +.
   *
   * @param most lines that are shown
   * @return empty: the lines are the same, maybe in another order
   */
  static String of(String before, String after, int most) {
    Multiset<String> old = lines(before);
    Multiset<String> now = lines(after);
    Iterator<String> all =
        Stream.concat(
                Multisets.difference(old, now).stream().map(line -> "-" + line),
                Multisets.difference(now, old).stream().map(line -> "+" + line))
            .iterator();
    String shown =
        Stream.generate(() -> all)
            .limit(most)
            .takeWhile(Iterator::hasNext)
            .map(Iterator::next)
            .collect(Collectors.joining("\n"));
    return all.hasNext() ? shown + "\n... and more" : shown;
  }

  private static Multiset<String> lines(String text) {
    return text.lines()
        .map(String::stripTrailing)
        .collect(Collectors.toCollection(LinkedHashMultiset::create));
  }
}
