package dev.procnet.client.cli;

import java.io.IOException;

/** Whoever read standard output has seen enough, as {@code head} does. Not a failure. */
final class ReaderGoneException extends IOException {

  private static final long serialVersionUID = 1L;

  ReaderGoneException(IOException cause) {
    super(cause);
  }
}
