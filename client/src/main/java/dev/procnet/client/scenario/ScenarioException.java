package dev.procnet.client.scenario;

import dev.procnet.client.ProcnetClientException;

/** A step of a scenario failed. */
public final class ScenarioException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String step;
  private final transient ProcnetClientException call;

  ScenarioException(String step, ProcnetClientException cause) {
    super(step + ": " + cause.getMessage(), cause);
    this.step = step;
    this.call = cause;
  }

  /** Which one: its file, its place and its name. */
  public String step() {
    return step;
  }

  /** The call that failed. */
  public ProcnetClientException call() {
    return call;
  }
}
