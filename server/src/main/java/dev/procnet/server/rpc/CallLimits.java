package dev.procnet.server.rpc;

import dev.procnet.server.stack.ProcnetException;

/**
 * How much calls may ask for.
 *
 * @param mutations in a batch, 1 or more
 * @param watchers at one time, 1 or more
 */
public record CallLimits(int mutations, int watchers) {

  /** 1000 mutations, 10,000 watchers. */
  public static final CallLimits DEFAULT = new CallLimits(1000, 10_000);

  public CallLimits {
    check("mutations", mutations);
    check("watchers", watchers);
  }

  private static void check(String field, int value) {
    if (value < 1) {
      throw ProcnetException.field(field, "is " + value + ", expected 1 or more");
    }
  }
}
