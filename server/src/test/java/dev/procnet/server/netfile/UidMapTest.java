package dev.procnet.server.netfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.procnet.server.netfile.UidMap.Range;
import dev.procnet.server.stack.ProcnetException;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class UidMapTest {

  private static final UidMap MAP =
      new UidMap(List.of(new Range(0, 1000, 1), new Range(1, 100_000, 65_536)));

  @Property
  void inside_initialNamespace_isTheSame(@ForAll int uid) {
    assertThat(UidMap.INITIAL.inside(uid)).isEqualTo(uid);
  }

  @Example
  void inside_mapped_isShifted() {
    assertThat(MAP.inside(1000)).isZero();
    assertThat(MAP.inside(100_000)).isEqualTo(1);
    assertThat(MAP.inside(165_535)).isEqualTo(65_536);
  }

  @Example
  void inside_unmapped_isTheOverflowUid() {
    assertThat(MAP.inside(0)).isEqualTo(65_534);
    assertThat(MAP.inside(999)).isEqualTo(65_534);
    assertThat(MAP.inside(1001)).isEqualTo(65_534);
    assertThat(MAP.inside(99_999)).isEqualTo(65_534);
    assertThat(MAP.inside(165_536)).isEqualTo(65_534);
    assertThat(MAP.inside(-1)).isEqualTo(65_534);
  }

  @Example
  void inside_highestUids_areUnsigned() {
    UidMap map =
        new UidMap(List.of(new Range(4_294_967_295L, 0, 1), new Range(0, 4_294_967_294L, 2)));

    assertThat(map.inside(0)).isEqualTo(-1);
    assertThat(map.inside(-2)).isZero();
    assertThat(map.inside(-1)).isEqualTo(1);
  }

  @Example
  void create_overlap_isRefused() {
    assertRefused(
        "[1]: overlaps range 0, expected ranges that do not",
        new Range(0, 1000, 10),
        new Range(9, 2000, 1));
    assertRefused(
        "[2]: overlaps range 0, expected ranges that do not",
        new Range(0, 1000, 10),
        new Range(10, 2000, 1),
        new Range(20, 1009, 5));
    assertThat(new UidMap(List.of(new Range(0, 1000, 10), new Range(10, 1010, 10))).ranges())
        .hasSize(2);
  }

  @Example
  void create_rangeOutside32Bits_isRefused() {
    long limit = 1L << 32;
    assertThat(new Range(limit - 1, 0, 1).length()).isEqualTo(1);
    for (long[] wrong :
        new long[][] {
          {0, 0, 0},
          {0, 0, -1},
          {-1, 0, 1},
          {0, -1, 1},
          {limit, 0, 1},
          {Long.MAX_VALUE, 0, 1},
          {0, 0, Long.MAX_VALUE},
          {1, 0, limit},
          {0, 1, limit}
        }) {
      assertThatExceptionOfType(ProcnetException.class)
          .isThrownBy(() -> new Range(wrong[0], wrong[1], wrong[2]))
          .withMessageContaining(wrong[0] + " " + wrong[1] + " " + wrong[2])
          .withMessageContaining("expected a length of 1 or more that ends below 2^32");
    }
  }

  private static void assertRefused(String message, Range... ranges) {
    assertThatExceptionOfType(ProcnetException.class)
        .isThrownBy(() -> new UidMap(List.of(ranges)))
        .withMessage(message);
  }

  @Example
  void map_withMoreRangesThanTheKernelTakes_isRefused() {
    List<Range> most = IntStream.range(0, 340).mapToObj(i -> new Range(2L * i, 2L * i, 1)).toList();
    List<Range> more = IntStream.range(0, 341).mapToObj(i -> new Range(2L * i, 2L * i, 1)).toList();

    assertThat(new UidMap(most).inside(678)).isEqualTo(678);
    assertThatExceptionOfType(ProcnetException.class)
        .isThrownBy(() -> new UidMap(more))
        .withMessageContaining("has 341 ranges, expected at most 340");
  }
}
