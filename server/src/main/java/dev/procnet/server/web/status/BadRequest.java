package dev.procnet.server.web.status;

/** A request that can't be understood: answered with 400 and the message. */
final class BadRequest extends Exception {

  private static final long serialVersionUID = 1L;

  BadRequest(String message) {
    super(message);
  }
}
