package dev.procnet.client.cli;

import com.google.protobuf.ProtocolMessageEnum;
import dev.procnet.client.cli.input.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** Values of the API's enums without their prefix: {@code time-wait} for TCP_STATE_TIME_WAIT. */
final class Enums {

  private static final String UNSPECIFIED = "UNSPECIFIED";

  private Enums() {}

  /**
   * A value in words.
   *
   * @param unspecified the value 0, whose name has the prefix
   */
  static <E extends Enum<E> & ProtocolMessageEnum> String text(E value, E unspecified) {
    return value == unspecified || value.name().equals("UNRECOGNIZED")
        ? ""
        : strip(value, unspecified).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The value of a word.
   *
   * @throws TypeConversionException naming the words that there are
   */
  static <E extends Enum<E> & ProtocolMessageEnum> E parse(String word, E unspecified) {
    List<E> values = values(unspecified);
    String wanted = word.replace('_', '-');
    return values.stream()
        .filter(value -> text(value, unspecified).equalsIgnoreCase(wanted))
        .findFirst()
        .orElseThrow(() -> unknown(word, words(values, unspecified)));
  }

  /** The words for all values, as completion offers them. */
  static <E extends Enum<E> & ProtocolMessageEnum> List<String> words(E unspecified) {
    return words(values(unspecified), unspecified);
  }

  static TypeConversionException unknown(String word, List<String> words) {
    return new TypeConversionException(
        "'"
            + word
            + "': one of "
            + String.join(", ", words)
            + " expected"
            + Nearest.hint(word, words));
  }

  private static <E extends Enum<E> & ProtocolMessageEnum> List<E> values(E unspecified) {
    return Arrays.stream(unspecified.getDeclaringClass().getEnumConstants())
        .filter(value -> value != unspecified && !value.name().equals("UNRECOGNIZED"))
        .toList();
  }

  private static <E extends Enum<E> & ProtocolMessageEnum> List<String> words(
      List<E> values, E unspecified) {
    return values.stream().map(value -> text(value, unspecified)).toList();
  }

  private static <E extends Enum<E>> String strip(E value, E unspecified) {
    return value.name().substring(unspecified.name().length() - UNSPECIFIED.length());
  }
}
