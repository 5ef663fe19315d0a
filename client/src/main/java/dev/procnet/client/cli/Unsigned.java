package dev.procnet.client.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads and writes the unsigned numbers of the API. */
final class Unsigned {

  private Unsigned() {}

  /** Up to 2^64-1. */
  static final class Of64 implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return Long.parseUnsignedLong(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + text + "': a number of 0 to 2^64-1 expected");
      }
    }
  }

  /** Up to 2^32-1. */
  static final class Of32 implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      try {
        return Integer.parseUnsignedInt(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + text + "': a number of 0 to 2^32-1 expected");
      }
    }
  }

  static String text(long value) {
    return Long.toUnsignedString(value);
  }

  static String text(int value) {
    return Integer.toUnsignedString(value);
  }
}
