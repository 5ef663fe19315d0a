package dev.procnet.server.stack;

import java.util.List;

/**
 * A registered protocol: a row of {@code protocols}, net/core/sock.c proto_seq_printf.
 *
 * @param name key, at most 32 printable ASCII characters
 * @param objectSize bytes of a socket, unsigned
 * @param sockets how many; of a protocol whose sockets are counted, those beyond what is counted
 * @param memory pages; -1: not accounted
 * @param maxHeader unsigned
 * @param module "kernel" where built in
 * @param methods in the order of the columns
 */
public record Protocol(
    String name,
    int objectSize,
    int sockets,
    long memory,
    Pressure pressure,
    int maxHeader,
    boolean slab,
    String module,
    List<Boolean> methods) {

  /** The {@code press} column. */
  public enum Pressure {
    NOT_ACCOUNTED("NI"),
    NO("no"),
    YES("yes");

    private final String text;

    Pressure(String text) {
      this.text = text;
    }

    /** As printed. */
    public String text() {
      return text;
    }
  }

  public Protocol {
    Checks.check(
        isWord(name, 32),
        "name",
        "is '" + name + "', expected 1 to 32 printable characters without blanks");
    Checks.check(
        isWord(module, 64),
        "module",
        "is '" + module + "', expected 1 to 64 printable characters without blanks");
    methods = List.copyOf(methods);
    Checks.inRange("methods", methods.size(), 1, 64);
  }

  /** With another number of sockets. */
  Protocol withSockets(int newSockets) {
    return new Protocol(
        name, objectSize, newSockets, memory, pressure, maxHeader, slab, module, methods);
  }

  private static boolean isWord(String text, int max) {
    return !text.isEmpty()
        && text.length() <= max
        && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
  }
}
