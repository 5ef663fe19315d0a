package dev.procnet.client.testing;

/** Says, beside the failure of a test, what happened to its stack. It has no trace of its own. */
public final class StackReport extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StackReport(String report) {
    super(report, null, false, false);
  }
}
