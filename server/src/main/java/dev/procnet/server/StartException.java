package dev.procnet.server;

import java.util.List;

/** Why a server can't start, in words for who started it: what, and what was expected. */
public final class StartException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  StartException(String problem) {
    this(List.of(problem));
  }

  /** One line each, at least one. */
  StartException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line each. */
  public List<String> problems() {
    return problems;
  }
}
