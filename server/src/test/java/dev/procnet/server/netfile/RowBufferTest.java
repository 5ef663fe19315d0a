package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RowBufferTest {

  @Property
  void hex_anyValue_isAsPrintf(
      @ForAll long value, @ForAll @IntRange(min = 1, max = 16) int digits) {
    String format = "%0" + digits + "X";
    assertThat(text(new RowBuffer(0).hex(value, digits))).isEqualTo(format.formatted(value));
    assertThat(text(new RowBuffer(0).hexLower(value, digits)))
        .isEqualTo(format.replace('X', 'x').formatted(value));
  }

  @Property
  void hex_bitsOfAnyCount_areAsPrintf(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 16) int digits) {
    long value = random.nextLong() >>> random.nextInt(64);
    assertThat(text(new RowBuffer(0).hex(value, digits)))
        .isEqualTo(("%0" + digits + "X").formatted(value));
  }

  @Property
  void fixedHex_anyValue_isAsPrintf(@ForAll int value) {
    assertThat(text(new RowBuffer(0).hex8(value))).isEqualTo("%08X".formatted(value));
    assertThat(text(new RowBuffer(0).hex8Lower(value))).isEqualTo("%08x".formatted(value));
    assertThat(text(new RowBuffer(0).hex4(value & 0xFFFF)))
        .isEqualTo("%04X".formatted(value & 0xFFFF));
    assertThat(text(new RowBuffer(0).hex2(value & 0xFF))).isEqualTo("%02X".formatted(value & 0xFF));
  }

  @Example
  void hex2_everyValue_isAsPrintf() {
    for (int value = 0; value < 256; value++) {
      assertThat(text(new RowBuffer(0).hex2(value))).isEqualTo("%02X".formatted(value));
    }
  }

  @Property(tries = 3000)
  void decimal_numbersOfAnyLength_areAsPrintf(
      @ForAll Random random, @ForAll @IntRange(max = 30) int width) {
    assertDecimal(random.nextLong() >>> random.nextInt(64), width);
  }

  @Property
  void decimal_anyValue_isAsPrintf(@ForAll long value, @ForAll @IntRange(max = 30) int width) {
    assertDecimal(value, width);
  }

  @Example
  void decimal_powersOfTenAndTheirNeighbours_areAsPrintf() {
    long power = 1;
    for (int i = 0; i < 20; i++) {
      for (int width = 0; width <= 21; width++) {
        assertDecimal(power - 1, width);
        assertDecimal(power, width);
        assertDecimal(power + 1, width);
      }
      power *= 10;
    }
    assertDecimal(Long.MIN_VALUE, 0);
    assertDecimal(Long.MAX_VALUE, 0);
    assertDecimal(Long.MIN_VALUE, 25);
    assertDecimal(-1, 0);
  }

  @Example
  void decimal_everySmallNumber_isAsPrintf() {
    for (int value = 0; value <= 100_000; value++) {
      String digits = Integer.toString(value);
      assertThat(text(new RowBuffer(0).unsigned(value))).isEqualTo(digits);
      assertThat(text(new RowBuffer(0).unsigned(value, 5))).isEqualTo(rightOf(digits, 5));
    }
  }

  /** What one conversion writes beyond its end must not show in the next ones. */
  @Property
  void conversions_oneAfterAnother_doNotTouchEachOther(@ForAll Random random) {
    RowBuffer out = new RowBuffer(random.nextInt(40));
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      appendAny(out, expected, random);
      assertThat(out.size()).isEqualTo(expected.length());
    }
    assertThat(text(out)).isEqualTo(expected.toString());
  }

  @Example
  void text_shorterAndLonger_isPaddedNotCut() {
    ByteString name = ByteString.copyFrom("l\u00E4", ISO_8859_1);
    assertThat(text(new RowBuffer(0).right(name, 4).put('|').left(name, 4).put('|')))
        .isEqualTo("  l\u00E4|l\u00E4  |");
    assertThat(text(new RowBuffer(0).right(name, 1).left(name, 1).left("abc", 2).left("a", 2)))
        .isEqualTo("l\u00E4l\u00E4abca ");
  }

  @Example
  void padRow_shorterAndLonger_reachesTheWidth() {
    RowBuffer out = new RowBuffer(0).put("before");
    out.put("row").padRow(6, 20).put("end");
    assertThat(text(out)).isEqualTo("beforerow                 end");

    RowBuffer longer = new RowBuffer(0).put("a longer row");
    assertThat(text(longer.padRow(0, 12).padRow(0, 3).put('.'))).isEqualTo("a longer row.");
  }

  @Example
  void pointer_isSixteenZeros() {
    assertThat(text(new RowBuffer(0).put('x').pointer().put('x'))).isEqualTo("x0000000000000000x");
  }

  @Example
  void take_twice_givesEachItsOwn() {
    RowBuffer out = new RowBuffer(4);
    ByteString first = out.put("first").take();
    ByteString second = out.put("second").take();

    assertThat(first.toStringUtf8()).isEqualTo("first");
    assertThat(second.toStringUtf8()).isEqualTo("second");
    assertThat(out.size()).isZero();
  }

  @Example
  void truncate_andClear_forgetTheEnd() {
    RowBuffer out = new RowBuffer(4).put("0123456789");
    out.truncate(20);
    assertThat(out.size()).isEqualTo(10);
    out.truncate(3);
    assertThat(out.copy(1, 3).toStringUtf8()).isEqualTo("12");
    out.clear();
    assertThat(text(out.put("x"))).isEqualTo("x");
  }

  private static void appendAny(RowBuffer out, StringBuilder expected, Random random) {
    long value = random.nextLong() >>> random.nextInt(64);
    long signed = random.nextBoolean() ? value : -value;
    int width = random.nextInt(12);
    switch (random.nextInt(9)) {
      case 0 -> appended(out.hex8((int) value), expected, "%08X".formatted((int) value));
      case 1 ->
          appended(out.hex4((int) value & 0xFFFF), expected, "%04X".formatted(value & 0xFFFF));
      case 2 -> appended(out.hex2((int) value & 0xFF), expected, "%02X".formatted(value & 0xFF));
      case 3 -> appended(out.hex(value, 8), expected, "%08X".formatted(value));
      case 4 ->
          appended(
              out.unsigned(value, width), expected, rightOf(Long.toUnsignedString(value), width));
      case 5 ->
          appended(out.signed(signed, width), expected, rightOf(Long.toString(signed), width));
      case 6 ->
          appended(
              out.signedLeft(signed, width),
              expected,
              Long.toString(signed)
                  + " ".repeat(Math.max(0, width - Long.toString(signed).length())));
      case 7 -> appended(out.blanks(width - 5), expected, " ".repeat(Math.max(0, width - 5)));
      default -> appended(out.put('x'), expected, "x");
    }
  }

  private static void appended(RowBuffer out, StringBuilder expected, String text) {
    assertThat(out).isNotNull();
    expected.append(text);
  }

  private static void assertDecimal(long value, int width) {
    String unsigned = Long.toUnsignedString(value);
    assertThat(text(new RowBuffer(0).unsigned(value))).isEqualTo(unsigned);
    assertThat(text(new RowBuffer(0).unsigned(value, width))).isEqualTo(rightOf(unsigned, width));
    assertThat(text(new RowBuffer(0).unsignedLeft(value, width)))
        .isEqualTo(unsigned + " ".repeat(Math.max(0, width - unsigned.length())));
    assertThat(text(new RowBuffer(0).signed(value))).isEqualTo("%d".formatted(value));
    if (width > 0) {
      assertThat(text(new RowBuffer(0).signed(value, width)))
          .isEqualTo(("%" + width + "d").formatted(value));
      assertThat(text(new RowBuffer(0).signedLeft(value, width)))
          .isEqualTo(("%-" + width + "d").formatted(value));
    }
  }

  private static String rightOf(String digits, int width) {
    return " ".repeat(Math.max(0, width - digits.length())) + digits;
  }

  private static String text(RowBuffer out) {
    return out.take().toString(ISO_8859_1);
  }
}
