package dev.procnet.client.cli.ss;

/** The words on the command line are none of {@code ss}. The message says which were expected. */
public final class SsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SsException(String message) {
    super(message);
  }
}
