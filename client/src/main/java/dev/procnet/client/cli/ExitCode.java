package dev.procnet.client.cli;

import dev.procnet.client.BrokenStreamException;
import dev.procnet.client.ProcnetClientException;

/** What the process ends with. */
final class ExitCode {

  static final int OK = 0;
  static final int FAILURE = 1;
  static final int USAGE = 2;
  static final int NOT_FOUND = 3;
  static final int UNAVAILABLE = 4;
  static final int DENIED = 5;

  private ExitCode() {}

  /**
   * Of a failed call. A stream that broke is a failure, whatever broke it: some of it was taken.
   */
  static int of(ProcnetClientException e) {
    if (e instanceof BrokenStreamException) {
      return FAILURE;
    }
    return switch (e.code()) {
      case NOT_FOUND -> NOT_FOUND;
      case UNAVAILABLE -> UNAVAILABLE;
      case UNAUTHENTICATED, PERMISSION_DENIED -> DENIED;
      default -> FAILURE;
    };
  }
}
