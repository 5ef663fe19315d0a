package dev.procnet.server.rpc;

import java.util.List;

/**
 * Values of an enum of the model whose proto enum has the same ones, one number higher: its 0 is
 * the one that is not specified.
 *
 * @param values in the order of their numbers
 */
record EnumNumbers<E>(List<E> values) {

  static <E extends Enum<E>> EnumNumbers<E> of(Class<E> type) {
    return new EnumNumbers<>(List.of(type.getEnumConstants()));
  }

  /** The number that a value has in its proto enum. */
  int number(E value) {
    return values.indexOf(value) + 1;
  }

  /**
   * The value of a number; notes one that is not known.
   *
   * @param unspecified what 0 stands for
   */
  E value(Violations wrong, String field, int number, E unspecified) {
    if (number < 0 || number > values.size()) {
      wrong.add(field, "is " + number + ", expected 0 to " + values.size());
      return unspecified;
    }
    return number == 0 ? unspecified : values.get(number - 1);
  }
}
