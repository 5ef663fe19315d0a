package dev.procnet.client;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.FileNotFoundException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
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

  private FailureKind kind(Code code, Status status) {
    return tlsKind(status)
        .or(() -> protocolKind(status.getDescription() + " " + reason(status)))
        .orElseGet(() -> callKind(code, status));
  }

  /**
   * What a peer says that speaks another protocol stands in the first bytes, which netty shows: a
   * TLS record begins with its type, 0x15 or 0x16, and 0x03. nginx refuses clients without a
   * certificate in HTTP, once TLS stands.
   */
  private Optional<FailureKind> protocolKind(String all) {
    if (all.matches("(?s).*first \\d+ bytes: 1[56]03.*")) {
      return Optional.of(FailureKind.SPEAKS_TLS);
    }
    if (all.contains("No required SSL certificate was sent")
        || all.contains("The SSL certificate error")) {
      return Optional.of(FailureKind.CLIENT_CERTIFICATE);
    }
    if (all.contains("Connection closed while performing TLS")) {
      return Optional.of(FailureKind.TLS_FAILED);
    }
    // A server that closes with bytes unread has them reset.
    if ((all.contains("Network closed for unknown reason") || all.contains("Connection reset"))
        && !connection.spoken().get()) {
      return Optional.of(FailureKind.HUNG_UP);
    }
    // gRPC's words for an end within a message, and for one without a status.
    if (all.contains("end-of-stream mid-frame") || all.contains("unexpected EOS on")) {
      return Optional.of(FailureKind.STREAM_DAMAGED);
    }
    String words = all.toLowerCase(Locale.ROOT);
    return Stream.of("http2 exception", "http/1.x", "was not settings", "content-type")
            .anyMatch(words::contains)
        ? Optional.of(FailureKind.OTHER_PROTOCOL)
        : Optional.empty();
  }

  private static FailureKind callKind(Code code, Status status) {
    return switch (code) {
      case UNAVAILABLE ->
          status.getCode() == Code.DEADLINE_EXCEEDED ? FailureKind.SILENT : FailureKind.UNREACHABLE;
      case DEADLINE_EXCEEDED -> FailureKind.SILENT;
      case UNIMPLEMENTED -> FailureKind.UNKNOWN_METHOD;
      default -> FailureKind.ANSWERED;
    };
  }

  private static Optional<FailureKind> tlsKind(Status status) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes.stream().anyMatch(SSLException.class::isInstance)
        ? TlsErrors.kind(causes)
        : Optional.empty();
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

  /** What the kind alone says of the server; empty: nothing. */
  private static String words(FailureKind kind, Status status) {
    String reason = reason(status).lines().findFirst().orElse("");
    return switch (kind) {
      case SPEAKS_TLS -> " speaks TLS, and was spoken to without";
      case HUNG_UP -> " ended the connection without a word; it may speak TLS";
      case SPEAKS_NO_TLS -> " does not speak TLS, and was spoken to with";
      case OTHER_PROTOCOL -> " does not speak gRPC, as a web listener does not";
      case CERTIFICATE_UNTRUSTED -> " has a certificate of no trusted authority";
      case CERTIFICATE_EXPIRED -> " has a certificate that is not valid at this time: " + reason;
      case CERTIFICATE_OF_ANOTHER_HOST -> " has a certificate of another host: " + reason;
      case CLIENT_CERTIFICATE -> " wants a client certificate that it trusts: " + reason;
      case TLS_FAILED -> " ended TLS: " + reason;
      case STREAM_DAMAGED -> " ended its answer within a message";
      default -> "";
    };
  }

  private String message(Code code, FailureKind kind, Status status) {
    String description = status.getDescription();
    String words = words(kind, status);
    if (!words.isEmpty()) {
      return "server " + connection.server() + words;
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
