package dev.procnet.server.web.status;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a table of sockets is sorted.
 *
 * @param by the column; null: as the stack has them
 */
record Order(@Nullable By by, boolean descending) {

  /** The columns. */
  enum By {
    PROTOCOL("Protocol", false),
    STATE("State", false),
    RECEIVED("Recv-Q", true),
    SENT("Send-Q", true),
    LOCAL("Local", false),
    PEER("Peer", false),
    UID("Uid", true),
    INODE("Inode", true);

    private final String title;
    private final boolean numeric;

    By(String title, boolean numeric) {
      this.title = title;
      this.numeric = numeric;
    }

    /** Its cells are numbers. */
    boolean numeric() {
      return numeric;
    }

    /** As the head of the column has it. */
    String title() {
      return title;
    }

    /** As links have it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private record Keyed(ByteString key, SocketView row) {}

  /**
   * @param text {@code inode}, or {@code -inode} for the highest first; empty: not sorted
   * @throws BadRequest it is none of the columns
   */
  static Order parse(String text) throws BadRequest {
    if (text.isEmpty()) {
      return new Order(null, false);
    }
    boolean descending = text.startsWith("-");
    String word = descending ? text.substring(1) : text;
    for (By column : By.values()) {
      if (column.word().equals(word)) {
        return new Order(column, descending);
      }
    }
    throw new BadRequest(
        "sort is '"
            + text
            + "', expected one of "
            + Arrays.stream(By.values()).map(By::word).collect(Collectors.joining(", "))
            + ", with - before it for the highest first");
  }

  /** The rows in this order; those that are equal in it as they were. */
  List<SocketView> apply(List<SocketView> rows) {
    By column = by;
    if (column == null) {
      return rows;
    }
    Comparator<Keyed> order =
        Comparator.comparing(Keyed::key, ByteString.unsignedLexicographicalComparator());
    return rows.stream()
        .map(row -> new Keyed(row.key(column), row))
        .sorted(descending ? order.reversed() : order)
        .map(Keyed::row)
        .toList();
  }

  /** What a click on a column's head asks for. */
  String next(By column) {
    return column == by && !descending ? "-" + column.word() : column.word();
  }

  /** As {@code aria-sort} has it. */
  String direction(By column) {
    return column != by ? "none" : descending ? "descending" : "ascending";
  }
}
