package dev.procnet.server.rpc;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.QuotaFailure;
import com.google.rpc.ResourceInfo;
import com.google.rpc.RetryInfo;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.ProcnetException.Violation;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What callers are told of errors: google.rpc.Status with details. All of it has to fit in the
 * trailers, of which clients take 8 KiB, so long texts are cut and long lists end early.
 */
final class Errors {

  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);
  private static final String DOMAIN = "procnet.v1";
  private static final int LONGEST_TEXT = 200;
  private static final int LARGEST_DETAILS = 2500;
  private static final int RETRY_SECONDS = 1;

  private Errors() {}

  /** The error as a caller is told of it. Logs it, once, where it is a defect of the server. */
  static StatusRuntimeException toStatus(Throwable error) {
    return switch (error) {
      case ProcnetException known -> StatusProto.toStatusRuntimeException(toProto(known));
      case StatusRuntimeException status
          when status.getCause() instanceof InvalidProtocolBufferException ->
          StatusProto.toStatusRuntimeException(
              toProto(
                  ProcnetException.field("", "is no message of the type that the method takes")));
      case StatusRuntimeException status -> status;
      case OutOfMemoryError memory -> StatusProto.toStatusRuntimeException(outOfMemory(memory));
      default -> StatusProto.toStatusRuntimeException(internal(error));
    };
  }

  /** What the call has taken is free again once it has ended: that is all there is to do. */
  private static com.google.rpc.Status outOfMemory(OutOfMemoryError error) {
    LOG.warn("a call wanted more memory than there is: {}", error.toString());
    return toProto(
        ProcnetException.of(
            Reason.QUOTA_EXCEEDED,
            "the call wanted more memory than the server has left",
            "quota",
            "memory",
            "limit",
            Runtime.getRuntime().maxMemory(),
            "used",
            Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()));
  }

  private static com.google.rpc.Status internal(Throwable error) {
    String id = UUID.randomUUID().toString();
    LOG.error("a defect, told to the caller as error_id {}", id, error);
    return com.google.rpc.Status.newBuilder()
        .setCode(Code.INTERNAL.value())
        .setMessage("a defect of the server, in its log as error_id " + id)
        .addDetails(Any.pack(info("INTERNAL", Map.of("error_id", id))))
        .build();
  }

  private static com.google.rpc.Status toProto(ProcnetException error) {
    com.google.rpc.Status.Builder status =
        com.google.rpc.Status.newBuilder()
            .setCode(code(error.reason()).value())
            .setMessage(cut(String.valueOf(error.getMessage())))
            .addDetails(Any.pack(info(error.reason().name(), error.metadata())));
    Message detail = detail(error);
    if (detail != null) {
      status.addDetails(Any.pack(detail));
    }
    if (error.reason() == Reason.ENTITY_NOT_FOUND && !error.violations().isEmpty()) {
      status.addDetails(Any.pack(badRequest(error.violations())));
    }
    return status.build();
  }

  private static ErrorInfo info(String reason, Map<String, String> metadata) {
    ErrorInfo.Builder info = ErrorInfo.newBuilder().setReason(reason).setDomain(DOMAIN);
    metadata.forEach((key, value) -> info.putMetadata(key, cut(value)));
    return info.build();
  }

  private static Code code(Reason reason) {
    return switch (reason) {
      case STACK_NOT_FOUND,
          STACK_DELETED,
          CHECKPOINT_NOT_FOUND,
          NET_FILE_UNKNOWN,
          ENTITY_NOT_FOUND ->
          Code.NOT_FOUND;
      case STACK_ALREADY_EXISTS, CHECKPOINT_ALREADY_EXISTS, ENTITY_ALREADY_EXISTS ->
          Code.ALREADY_EXISTS;
      case ENTITY_AMBIGUOUS, OPERATION_REFUSED, FAULTS_DISABLED, JOURNAL_DISABLED ->
          Code.FAILED_PRECONDITION;
      case OFFSET_PAST_END, REVISION_COMPACTED, REVISION_IN_FUTURE -> Code.OUT_OF_RANGE;
      case PAGE_TOKEN_INVALID,
          FIELD_INVALID,
          REQUEST_ID_REUSED,
          IMPORT_FILE_INVALID,
          IMPORT_SEQUENCE_INVALID ->
          Code.INVALID_ARGUMENT;
      case PRECONDITION_MISMATCH -> Code.ABORTED;
      case QUOTA_EXCEEDED, TOO_MANY_MUTATIONS, WATCHER_TOO_SLOW -> Code.RESOURCE_EXHAUSTED;
      case DRAINING, FAULT_INJECTED, STORAGE_FAILED -> Code.UNAVAILABLE;
      case CALLER_UNKNOWN -> Code.UNAUTHENTICATED;
      case ROLE_MISSING, FILE_NOT_REDACTABLE -> Code.PERMISSION_DENIED;
      case IMPORT_DIGEST_MISMATCH -> Code.DATA_LOSS;
    };
  }

  private static @Nullable Message detail(ProcnetException error) {
    Map<String, String> metadata = error.metadata();
    return switch (error.reason()) {
      case FIELD_INVALID, IMPORT_FILE_INVALID -> badRequest(error.violations());
      case PAGE_TOKEN_INVALID -> badRequest(error, "page_token");
      case REQUEST_ID_REUSED -> badRequest(error, "request_id");
      case STACK_NOT_FOUND, STACK_ALREADY_EXISTS, STACK_DELETED ->
          resource(error, "procnet.v1.Stack", metadata.getOrDefault("stack", ""));
      case CHECKPOINT_NOT_FOUND, CHECKPOINT_ALREADY_EXISTS ->
          resource(error, "procnet.v1.Checkpoint", metadata.getOrDefault("checkpoint", ""));
      case NET_FILE_UNKNOWN ->
          resource(error, "procnet.v1.NetFile", metadata.getOrDefault("name", ""));
      case ENTITY_NOT_FOUND, ENTITY_AMBIGUOUS, ENTITY_ALREADY_EXISTS ->
          resource(error, metadata.getOrDefault("kind", ""), metadata.getOrDefault("key", ""));
      case PRECONDITION_MISMATCH, OPERATION_REFUSED, FAULTS_DISABLED, JOURNAL_DISABLED ->
          precondition(error);
      case QUOTA_EXCEEDED, TOO_MANY_MUTATIONS -> quota(error);
      case DRAINING, STORAGE_FAILED ->
          RetryInfo.newBuilder().setRetryDelay(Durations.fromSeconds(RETRY_SECONDS)).build();
      case OFFSET_PAST_END,
          REVISION_COMPACTED,
          REVISION_IN_FUTURE,
          WATCHER_TOO_SLOW,
          IMPORT_DIGEST_MISMATCH,
          IMPORT_SEQUENCE_INVALID,
          FAULT_INJECTED,
          CALLER_UNKNOWN,
          ROLE_MISSING,
          FILE_NOT_REDACTABLE ->
          null;
    };
  }

  private static BadRequest badRequest(ProcnetException error, String field) {
    return badRequest(List.of(new Violation(field, String.valueOf(error.getMessage()))));
  }

  private static BadRequest badRequest(List<Violation> violations) {
    BadRequest.Builder request = BadRequest.newBuilder();
    int size = 0;
    for (Violation violation : violations) {
      BadRequest.FieldViolation told =
          BadRequest.FieldViolation.newBuilder()
              .setField(cut(violation.field()))
              .setDescription(cut(violation.description()))
              .build();
      size += told.getSerializedSize() + 4;
      if (size > LARGEST_DETAILS) {
        break;
      }
      request.addFieldViolations(told);
    }
    return request.build();
  }

  private static ResourceInfo resource(ProcnetException error, String type, String name) {
    return ResourceInfo.newBuilder()
        .setResourceType(type)
        .setResourceName(cut(name))
        .setDescription(cut(String.valueOf(error.getMessage())))
        .build();
  }

  private static PreconditionFailure precondition(ProcnetException error) {
    return PreconditionFailure.newBuilder()
        .addViolations(
            PreconditionFailure.Violation.newBuilder()
                .setType(error.reason().name())
                .setSubject(cut(error.metadata().getOrDefault("subject", "")))
                .setDescription(cut(String.valueOf(error.getMessage()))))
        .build();
  }

  private static QuotaFailure quota(ProcnetException error) {
    return QuotaFailure.newBuilder()
        .addViolations(
            QuotaFailure.Violation.newBuilder()
                .setSubject(error.metadata().getOrDefault("quota", ""))
                .setDescription(cut(String.valueOf(error.getMessage()))))
        .build();
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    int end =
        Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
    return text.substring(0, end) + "...";
  }

  /** What a call was closed with, where that was not meant for callers. */
  static @Nullable Throwable causeToMap(Status status) {
    return status.getCode() == Code.UNKNOWN ? status.getCause() : null;
  }
}
