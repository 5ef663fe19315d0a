package dev.procnet.client;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.FileNotFoundException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns what gRPC reports into {@link ProcnetClientException}s that name the server. */
final class Errors {

  private final Connection connection;

  Errors(Connection connection) {
    this.connection = connection;
  }

  /** The error of a call that threw. */
  ProcnetClientException decode(Throwable thrown) {
    if (thrown instanceof ProcnetClientException known) {
      return known;
    }
    return decode(Status.fromThrowable(thrown), trailers(thrown));
  }

  /** The error of a call that closed. */
  ProcnetClientException decode(Status status, @Nullable Metadata trailers) {
    ErrorDetails details = ErrorDetails.of(StatusProto.fromStatusAndTrailers(status, trailers));
    Code code = code(status);
    FailureKind kind = kind(code, status);
    return new ProcnetClientException(
        code, kind, message(code, kind, status), details, status.getCause());
  }

  /**
   * What a peer says that speaks another protocol stands in the first bytes, which netty shows: a
   * TLS record begins with its type, 0x15 or 0x16, and 0x03.
   */
  private FailureKind kind(Code code, Status status) {
    String all = status.getDescription() + " " + reason(status);
    if (all.matches("(?s).*first \\d+ bytes: 1[56]03.*")) {
      return FailureKind.SPEAKS_TLS;
    }
    String words = all.toLowerCase(Locale.ROOT);
    if (words.contains("http2 exception")
        || words.contains("http/1.x")
        || words.contains("was not settings")
        || words.contains("content-type")) {
      return FailureKind.OTHER_PROTOCOL;
    }
    return switch (code) {
      case UNAVAILABLE ->
          status.getCode() == Code.DEADLINE_EXCEEDED ? FailureKind.SILENT : FailureKind.UNREACHABLE;
      case DEADLINE_EXCEEDED -> FailureKind.SILENT;
      case UNIMPLEMENTED -> FailureKind.UNKNOWN_METHOD;
      default -> FailureKind.ANSWERED;
    };
  }

  /** Nothing came for too long. */
  ProcnetClientException silent(Duration limit) {
    return new ProcnetClientException(
        connection.established() ? Code.DEADLINE_EXCEEDED : Code.UNAVAILABLE,
        FailureKind.SILENT,
        "server " + connection.server() + ": nothing came for " + limit.toMillis() + " ms",
        ErrorDetails.NONE,
        null);
  }

  /**
   * A deadline that passed while there was no connection says that there is no server. So does a
   * stream that the server reset, as it does with what is left when it stops; what the caller
   * cancelled does not come here.
   */
  private Code code(Status status) {
    boolean gone =
        (status.getCode() == Code.DEADLINE_EXCEEDED && !connection.established())
            || (status.getCode() == Code.CANCELLED
                && String.valueOf(status.getDescription()).startsWith("RST_STREAM"));
    return gone ? Code.UNAVAILABLE : status.getCode();
  }

  private String message(Code code, FailureKind kind, Status status) {
    String description = status.getDescription();
    if (kind == FailureKind.SPEAKS_TLS) {
      return "server " + connection.server() + " speaks TLS, and was spoken to without";
    }
    if (kind == FailureKind.OTHER_PROTOCOL) {
      return "server " + connection.server() + " does not speak gRPC, as a web listener does not";
    }
    if (kind == FailureKind.UNKNOWN_METHOD) {
      return "server "
          + connection.server()
          + " does not know what it was asked for: "
          + description;
    }
    if (code == Code.UNAVAILABLE) {
      return "server " + connection.server() + " is unavailable: " + reason(status);
    }
    if (code == Code.DEADLINE_EXCEEDED) {
      return "server " + connection.server() + " did not answer in time";
    }
    if (description == null || description.isEmpty()) {
      return code.toString();
    }
    return description;
  }

  /** Netty says "io exception", and what happened only in the causes. */
  private static String reason(Status status) {
    String reason =
        status.getCode() == Code.DEADLINE_EXCEEDED
            ? "no connection in time"
            : String.valueOf(status.getDescription());
    for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
      reason = words(cause, reason);
    }
    return reason;
  }

  private static String words(Throwable cause, String otherwise) {
    if (cause.getMessage() != null) {
      return cause.getMessage();
    }
    // All that netty says of a Unix socket that is not there.
    return cause instanceof FileNotFoundException ? "No such file or directory" : otherwise;
  }

  private static @Nullable Metadata trailers(Throwable thrown) {
    if (thrown instanceof StatusRuntimeException e) {
      return e.getTrailers();
    }
    return thrown instanceof StatusException e ? e.getTrailers() : null;
  }
}
