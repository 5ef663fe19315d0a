package dev.procnet.client.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a net file differs.
 *
 * @param name of the file
 * @param change added, removed, changed, or reordered: the same lines in another order
 * @param removed lines that only the first side has, escaped
 * @param added lines that only the second side has, escaped
 */
record FileDifference(String name, String change, List<String> removed, List<String> added) {

  private static final Pattern POINTER = Pattern.compile("(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])");
  private static final String HIDDEN = "0".repeat(16);

  /** Two of {@code %8pK}: right-aligned, without leading zeros. */
  private static final Pattern NARROW_POINTERS =
      Pattern.compile("(?m)^ *[0-9a-f]{1,16} +[0-9a-f]{1,16}(?= )");

  private static final String NARROW_HIDDEN = "       0        0";

  private static final Set<String> WITH_NARROW_POINTERS = Set.of("sctp/assocs", "sctp/eps");

  private static final Set<String> WITH_POINTERS =
      Set.of(
          "tcp",
          "tcp6",
          "udp",
          "udp6",
          "udplite",
          "udplite6",
          "raw",
          "raw6",
          "icmp",
          "icmp6",
          "unix",
          "netlink",
          "packet");

  /** Copies the lists. */
  FileDifference {
    removed = List.copyOf(removed);
    added = List.copyOf(added);
  }

  /** Compares a file's content on both sides; null: it is not there. */
  static Optional<FileDifference> of(
      String name, @Nullable ByteString before, @Nullable ByteString after) {
    if (before != null && before.equals(after)) {
      return Optional.empty();
    }
    List<ByteString> old = lines(before);
    List<ByteString> now = lines(after);
    List<String> removed = without(old, now);
    List<String> added = without(now, old);
    String change = before == null ? "added" : after == null ? "removed" : "changed";
    boolean same = change.equals("changed") && removed.isEmpty() && added.isEmpty();
    return Optional.of(new FileDifference(name, same ? "reordered" : change, removed, added));
  }

  /** Pointers of the kernel as the server prints them. */
  static ByteString withoutPointers(String name, ByteString content) {
    if (WITH_NARROW_POINTERS.contains(name)) {
      return replaced(content, NARROW_POINTERS, NARROW_HIDDEN);
    }
    return WITH_POINTERS.contains(name) ? replaced(content, POINTER, HIDDEN) : content;
  }

  private static ByteString replaced(ByteString content, Pattern pointers, String hidden) {
    return ByteString.copyFrom(
        pointers.matcher(content.toString(ISO_8859_1)).replaceAll(hidden), ISO_8859_1);
  }

  /** As a reader of diff(1) expects it. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(Escape.text(name)).append(": ").append(change).append('\n');
    removed.forEach(line -> text.append('-').append(line).append('\n'));
    added.forEach(line -> text.append('+').append(line).append('\n'));
    return text.toString();
  }

  private static List<ByteString> lines(@Nullable ByteString content) {
    List<ByteString> lines = new ArrayList<>();
    ByteString rest = content == null ? ByteString.EMPTY : content;
    int begin = 0;
    for (int i = 0; i < rest.size(); i++) {
      if (rest.byteAt(i) == '\n') {
        lines.add(rest.substring(begin, i));
        begin = i + 1;
      }
    }
    if (begin < rest.size()) {
      lines.add(rest.substring(begin));
    }
    return lines;
  }

  /** Lines of one side that have no counterpart on the other, as often as they have none. */
  private static List<String> without(List<ByteString> lines, List<ByteString> others) {
    Map<ByteString, Integer> left = new HashMap<>();
    others.forEach(line -> left.merge(line, 1, Integer::sum));
    List<String> without = new ArrayList<>();
    for (ByteString line : lines) {
      if (left.merge(line, -1, Integer::sum) < 0) {
        without.add(Escape.bytes(line));
      }
    }
    return without;
  }
}
