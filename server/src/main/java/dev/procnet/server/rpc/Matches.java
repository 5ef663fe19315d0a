package dev.procnet.server.rpc;

import com.google.common.collect.AbstractIterator;
import com.google.common.collect.Iterators;
import dev.procnet.server.stack.Table;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rows that match, of tables one after another.
 *
 * @param <T> rows
 */
final class Matches<T> extends AbstractIterator<T> {

  private final Iterator<Table.Chunk<? extends T>> chunks;
  private final Predicate<Table.Chunk<? extends T>> mayMatch;
  private final Predicate<? super T> matches;
  private final long start;
  private Table.@Nullable Chunk<? extends T> chunk;
  private int index;
  private long position;

  /**
   * Those from a position on.
   *
   * @param start rows before it, those that do not match included
   * @param mayMatch false for chunks that have no match
   */
  Matches(
      List<? extends Table<? extends T>> tables,
      long start,
      Predicate<Table.Chunk<? extends T>> mayMatch,
      Predicate<? super T> matches) {
    this.chunks = Iterators.concat(Iterators.transform(tables.iterator(), table -> chunks(table)));
    this.mayMatch = mayMatch;
    this.matches = matches;
    this.start = start;
    nextChunk();
  }

  // A chunk is only read from.
  private static <T> Iterator<Table.Chunk<? extends T>> chunks(Table<? extends T> table) {
    return Iterators.transform(table.chunks(), chunk -> chunk);
  }

  /** Rows before the one that was returned last, those that do not match included. */
  long position() {
    return position - 1;
  }

  @Override
  protected @Nullable T computeNext() {
    while (chunk != null) {
      while (index < chunk.size()) {
        T row = chunk.get(index++);
        position++;
        if (matches.test(row)) {
          return row;
        }
      }
      nextChunk();
    }
    return endOfData();
  }

  /** Goes to the next chunk that begins or ends behind the start and may have a match. */
  private void nextChunk() {
    chunk = null;
    while (chunk == null && chunks.hasNext()) {
      Table.Chunk<? extends T> next = chunks.next();
      if (position + next.size() > start && mayMatch.test(next)) {
        chunk = next;
        index = (int) Math.max(0, start - position);
        position += index;
      } else {
        position += next.size();
      }
    }
  }
}
