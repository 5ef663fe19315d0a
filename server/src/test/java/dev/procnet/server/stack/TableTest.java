package dev.procnet.server.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tables, beside lists that do the same. */
final class TableTest {

  private record Row(long id, int value) {}

  private static final Comparator<Row> BY_ID = Comparator.comparingLong(Row::id);

  @Test
  void search_anyIds_findsWhatAListHas() {
    SplittableRandom random = new SplittableRandom(11);
    for (int run = 0; run < 200; run++) {
      List<Row> rows = rows(random, random.nextInt(1, 1500));
      Table<Row> table = Table.copyOf(rows, BY_ID);
      for (int i = 0; i < 50; i++) {
        Row row = rows.get(random.nextInt(rows.size()));
        assertThat(search(table, row.id())).isSameAs(row);
        long other = random.nextLong(rows.getLast().id() + 5) - 2;
        assertThat(search(table, other))
            .isSameAs(rows.stream().filter(r -> r.id() == other).findFirst().orElse(null));
      }
    }
  }

  @Test
  void search_noRows_isNull() {
    assertThat(search(Table.empty(BY_ID), 1)).isNull();
  }

  @Test
  void search_extremeIds_isFound() {
    List<Row> rows = List.of(new Row(Long.MIN_VALUE, 0), new Row(0, 1), new Row(Long.MAX_VALUE, 2));
    Table<Row> table = Table.copyOf(rows, BY_ID);
    assertThat(rows).allSatisfy(row -> assertThat(search(table, row.id())).isSameAs(row));
  }

  @Test
  void changes_ofACopy_areThoseOfAListAndLeaveTheOriginal() {
    SplittableRandom random = new SplittableRandom(12);
    List<Row> expected = new ArrayList<>(rows(random, 900));
    Table<Row> table = Table.copyOf(expected, BY_ID);
    for (int batch = 0; batch < 60; batch++) {
      Table<Row> before = table;
      List<Row> beforeRows = List.copyOf(expected);
      table = table.copy();
      for (int i = 0; i < 40; i++) {
        change(table, expected, random);
      }
      table.seal();
      assertThat(table).containsExactlyElementsOf(expected);
      assertThat(before).containsExactlyElementsOf(beforeRows);
      assertThat(table.size()).isEqualTo(expected.size());
    }
  }

  @Test
  void replace_manyInOneBatch_copiesAChunkOnce() {
    List<Row> rows = rows(new SplittableRandom(13), 256);
    Table<Row> table = Table.copyOf(rows, BY_ID).copy();
    table.replace(rows.get(0), new Row(rows.get(0).id(), -1));
    Object chunk = table.chunks().next().identity();
    table.replace(rows.get(1), new Row(rows.get(1).id(), -1));
    assertThat(table.chunks().next().identity()).isSameAs(chunk);
  }

  private static void change(Table<Row> table, List<Row> expected, SplittableRandom random) {
    int at = random.nextInt(expected.size());
    Row old = expected.get(at);
    switch (random.nextInt(3)) {
      case 0 -> {
        Row found = search(table, old.id());
        assertThat(found).isSameAs(old);
        Row row = new Row(old.id(), random.nextInt());
        table.replace(old, row);
        expected.set(at, row);
      }
      case 1 -> {
        table.remove(old);
        expected.remove(at);
      }
      default -> {
        Row row = new Row(expected.getLast().id() + 1 + random.nextInt(3), 0);
        table.insert(row);
        expected.add(row);
      }
    }
  }

  /** Ids that grow by steps, here and there by a leap. */
  private static List<Row> rows(SplittableRandom random, int count) {
    List<Row> rows = new ArrayList<>();
    long id = 0;
    for (int i = 0; i < count; i++) {
      id += random.nextInt(20) == 0 ? random.nextInt(1, 5000) : 1;
      rows.add(new Row(id, i));
    }
    return rows;
  }

  private static @Nullable Row search(Table<Row> table, long id) {
    return table.search(row -> Long.compare(row.id(), id), Row::id, id);
  }
}
