package dev.procnet.client;

import io.grpc.Status.Code;
import org.jspecify.annotations.Nullable;

/**
 * A stream ended short, or what came is not what its end message says. What was received must not
 * be taken for the whole.
 */
public final class BrokenStreamException extends ProcnetClientException {

  private static final long serialVersionUID = 1L;

  private final String name;
  private final long received;

  BrokenStreamException(String name, long received, String why) {
    this(name, received, "bytes", why, null);
  }

  BrokenStreamException(
      String name, long received, String unit, String why, @Nullable ProcnetClientException cause) {
    super(
        cause == null ? Code.DATA_LOSS : cause.code(),
        kind(cause),
        name + ": " + why + " (" + received + " " + unit + " received)",
        cause == null ? ErrorDetails.NONE : cause.details(),
        cause);
    this.name = name;
    this.received = received;
  }

  /** What the server ended the stream with was its answer, unless it went away. */
  private static FailureKind kind(@Nullable ProcnetClientException cause) {
    if (cause == null) {
      return FailureKind.STREAM_DAMAGED;
    }
    return switch (cause.code()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> FailureKind.STREAM_LOST;
      default -> cause.kind();
    };
  }

  /** What was streamed: a file's name; "export" or "sockets". */
  public String name() {
    return name;
  }

  /** How much came: bytes of content; of sockets, how many. */
  public long received() {
    return received;
  }
}
