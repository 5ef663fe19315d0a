package dev.procnet.server.netfile;

import dev.procnet.server.stack.ProcnetException.Violation;

/** A place in a file that is not what was expected there. */
public final class NetFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final int line;
  private final int column;
  private final String expected;
  private final String actual;

  /**
   * @param line from 1
   * @param column in bytes, from 1
   */
  NetFileException(String file, int line, int column, String expected, String actual) {
    super("expected " + expected + ", found " + actual);
    this.file = file;
    this.line = line;
    this.column = column;
    this.expected = expected;
    this.actual = actual;
  }

  /** Path below /proc/net. */
  public String file() {
    return file;
  }

  /** Line, from 1. */
  public int line() {
    return line;
  }

  /** Column in bytes, from 1. */
  public int column() {
    return column;
  }

  /** What should stand there. */
  public String expected() {
    return expected;
  }

  /** What stands there, shortened and readable. */
  public String actual() {
    return actual;
  }

  /** As one of several places: {@code tcp:3:17}. */
  Violation violation() {
    return new Violation(
        file + ":" + line + ":" + column, "expected " + expected + ", found " + actual);
  }
}
