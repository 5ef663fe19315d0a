package dev.procnet.server.stack;

/**
 * Tells a request that comes again from another one.
 *
 * @param id chosen by the caller; empty: it never comes again
 * @param content equal for equal requests
 */
public record RequestKey(String id, Object content) {

  /** A request that never comes again. */
  public static final RequestKey NONE = new RequestKey("", "");

  public RequestKey {
    Checks.inRange("request_id", id.length(), 0, 64);
  }
}
