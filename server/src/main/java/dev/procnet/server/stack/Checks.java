package dev.procnet.server.stack;

/** Range checks of the records' constructors. */
final class Checks {

  private Checks() {}

  static void inRange(String field, long value, long min, long max) {
    if (value < min || value > max) {
      throw ProcnetException.field(field, "is " + value + ", expected " + min + " to " + max);
    }
  }

  static void port(String field, int value) {
    inRange(field, value, 0, 0xFFFF);
  }

  static void check(boolean valid, String field, String description) {
    if (!valid) {
      throw ProcnetException.field(field, description);
    }
  }
}
