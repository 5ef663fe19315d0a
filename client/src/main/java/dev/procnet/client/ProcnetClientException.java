package dev.procnet.client;

import com.google.rpc.Status;
import io.grpc.Status.Code;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call failed. The message says what a user has to know. */
public class ProcnetClientException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Code code;
  private final FailureKind kind;
  private final transient ErrorDetails details;

  /** An error without details. */
  ProcnetClientException(Code code, String message, @Nullable Throwable cause) {
    this(code, message, ErrorDetails.NONE, cause);
  }

  ProcnetClientException(
      Code code, String message, ErrorDetails details, @Nullable Throwable cause) {
    this(code, kind(code), message, details, cause);
  }

  ProcnetClientException(
      Code code,
      FailureKind kind,
      String message,
      ErrorDetails details,
      @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.kind = kind;
    this.details = details;
  }

  /** The gRPC code. */
  public final Code code() {
    return code;
  }

  /** What kept the call from succeeding. */
  public final FailureKind kind() {
    return kind;
  }

  private static FailureKind kind(Code code) {
    return switch (code) {
      case UNAVAILABLE -> FailureKind.UNREACHABLE;
      case DEADLINE_EXCEEDED -> FailureKind.SILENT;
      case UNIMPLEMENTED -> FailureKind.UNKNOWN_METHOD;
      default -> FailureKind.ANSWERED;
    };
  }

  /**
   * The stable reason, "STACK_NOT_FOUND": ErrorReason without its prefix. Empty: the server gave
   * none.
   */
  public final Optional<String> reason() {
    return details.reason();
  }

  /** What ErrorReason lists for the reason: "stack", "suggestion", "line". */
  public final Map<String, String> metadata() {
    return details.metadata();
  }

  /** Each field that is wrong. Empty: the error is not about fields. */
  public final List<FieldViolation> violations() {
    return details.violations();
  }

  /** All that the server said, with details that have no accessor here. */
  public final Optional<Status> status() {
    return details.status();
  }

  final ErrorDetails details() {
    return details;
  }
}
