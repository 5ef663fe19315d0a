package dev.procnet.client.cli.input;

import dev.procnet.client.FieldViolation;
import java.util.List;

/** A file that a user wrote is wrong. */
public final class InputException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<FieldViolation> problems;

  /**
   * What is wrong.
   *
   * @param message names the file
   * @param problems each place with what was found and what was expected; empty: the message says
   *     it
   */
  public InputException(String message, List<FieldViolation> problems) {
    super(message);
    this.problems = List.copyOf(problems);
  }

  /** Each place, with what was found and what was expected. */
  public List<FieldViolation> problems() {
    return problems;
  }
}
