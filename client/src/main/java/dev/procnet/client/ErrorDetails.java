package dev.procnet.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The details of an error.
 *
 * @param status all of it; empty: there are none
 * @param info reason and metadata
 * @param violations of fields
 */
record ErrorDetails(
    Optional<Status> status, Optional<ErrorInfo> info, List<FieldViolation> violations) {

  static final ErrorDetails NONE = new ErrorDetails(Optional.empty(), Optional.empty(), List.of());

  /** Copies the list. */
  ErrorDetails {
    violations = List.copyOf(violations);
  }

  static ErrorDetails of(@Nullable Status status) {
    if (status == null) {
      return NONE;
    }
    return new ErrorDetails(
        Optional.of(status),
        find(status, ErrorInfo.class),
        find(status, BadRequest.class).map(ErrorDetails::violations).orElse(List.of()));
  }

  Optional<String> reason() {
    return info.map(ErrorInfo::getReason);
  }

  Map<String, String> metadata() {
    return info.map(ErrorInfo::getMetadataMap).orElse(Map.of());
  }

  private static List<FieldViolation> violations(BadRequest request) {
    return request.getFieldViolationsList().stream()
        .map(v -> new FieldViolation(v.getField(), v.getDescription()))
        .toList();
  }

  private static <T extends Message> Optional<T> find(Status status, Class<T> type) {
    return status.getDetailsList().stream()
        .filter(any -> any.is(type))
        .findFirst()
        .flatMap(any -> unpack(any, type));
  }

  /** A detail that can't be read must not hide the error that it belongs to. */
  private static <T extends Message> Optional<T> unpack(Any any, Class<T> type) {
    try {
      return Optional.of(any.unpack(type));
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
  }
}
