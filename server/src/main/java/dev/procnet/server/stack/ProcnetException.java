package dev.procnet.server.stack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a caller did that can't be done, and why. The only exception that reaches callers, mapped in
 * one place.
 */
public final class ProcnetException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Stable reasons; names and meaning as {@code ErrorReason} of the API. */
  public enum Reason {
    STACK_NOT_FOUND,
    STACK_ALREADY_EXISTS,
    STACK_DELETED,
    CHECKPOINT_NOT_FOUND,
    CHECKPOINT_ALREADY_EXISTS,
    NET_FILE_UNKNOWN,
    ENTITY_NOT_FOUND,
    ENTITY_AMBIGUOUS,
    ENTITY_ALREADY_EXISTS,
    OFFSET_PAST_END,
    REVISION_COMPACTED,
    REVISION_IN_FUTURE,
    PAGE_TOKEN_INVALID,
    FIELD_INVALID,
    TOO_MANY_MUTATIONS,
    REQUEST_ID_REUSED,
    PRECONDITION_MISMATCH,
    QUOTA_EXCEEDED,
    WATCHER_TOO_SLOW,
    DRAINING,
    IMPORT_FILE_INVALID,
    IMPORT_DIGEST_MISMATCH,
    IMPORT_SEQUENCE_INVALID,
    FAULTS_DISABLED,
    JOURNAL_DISABLED,
    FAULT_INJECTED,
    CALLER_UNKNOWN,
    ROLE_MISSING,
    FILE_NOT_REDACTABLE,
    OPERATION_REFUSED,
    STORAGE_FAILED
  }

  /**
   * A place that is wrong.
   *
   * @param field path of a request's field ({@code mutations[3].open_socket.tcp.state}), or of a
   *     file and place in it
   * @param description what it is and what was expected
   */
  public record Violation(String field, String description) {

    /** The same, seen from outside: {@code parent.field}. */
    public Violation under(String parent) {
      if (field.isEmpty()) {
        return new Violation(parent, description);
      }
      return new Violation(
          field.startsWith("[") ? parent + field : parent + "." + field, description);
    }
  }

  private final Reason reason;
  private final transient Map<String, String> metadata;
  private final transient List<Violation> violations;

  public ProcnetException(
      Reason reason, String message, Map<String, String> metadata, List<Violation> violations) {
    super(message);
    this.reason = reason;
    this.metadata = Map.copyOf(metadata);
    this.violations = List.copyOf(violations);
  }

  /** One without violations; {@code keysAndValues} are metadata, by turns. */
  public static ProcnetException of(Reason reason, String message, Object... keysAndValues) {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      metadata.put(String.valueOf(keysAndValues[i]), String.valueOf(keysAndValues[i + 1]));
    }
    return new ProcnetException(reason, message, metadata, List.of());
  }

  /** A field that is wrong. */
  public static ProcnetException field(String field, String description) {
    return fields(List.of(new Violation(field, description)));
  }

  /** Fields that are wrong, at least one. */
  public static ProcnetException fields(List<Violation> violations) {
    Violation first = violations.getFirst();
    String more = violations.size() == 1 ? "" : " (and " + (violations.size() - 1) + " more)";
    String message =
        (first.field().isEmpty() ? "" : first.field() + ": ") + first.description() + more;
    return new ProcnetException(Reason.FIELD_INVALID, message, Map.of(), violations);
  }

  /** The same error with its fields seen from outside: {@code parent.field}. */
  public ProcnetException under(String parent) {
    List<Violation> under = violations.stream().map(violation -> violation.under(parent)).toList();
    return reason == Reason.FIELD_INVALID
        ? fields(under)
        : new ProcnetException(reason, parent + ": " + getMessage(), metadata, under);
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Values that the error speaks of. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** Places that are wrong. */
  public List<Violation> violations() {
    return violations;
  }
}
