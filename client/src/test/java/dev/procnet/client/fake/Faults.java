package dev.procnet.client.fake;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What goes wrong in a fake server. */
public final class Faults {

  /** How a stream ends. */
  public enum StreamFault {
    NONE,
    /** Closed well, without an end message. */
    NO_END,
    /** An end message with another digest. */
    WRONG_DIGEST,
    /** An end message with another length. */
    WRONG_LENGTH,
    /** The status UNAVAILABLE in its middle. */
    UNAVAILABLE,
    /** Nothing more, and no end. */
    SILENCE
  }

  private final Map<String, Queue<StatusRuntimeException>> failures = new ConcurrentHashMap<>();
  private volatile StreamFault stream = StreamFault.NONE;

  /** The next calls of a method fail, one a status. */
  public void fail(String method, StatusRuntimeException... statuses) {
    failures.computeIfAbsent(method, m -> new ArrayDeque<>()).addAll(Arrays.asList(statuses));
  }

  /** From now on streams end so. */
  public void streams(StreamFault fault) {
    stream = fault;
  }

  StreamFault streams() {
    return stream;
  }

  synchronized @Nullable StatusRuntimeException next(String method) {
    Queue<StatusRuntimeException> queue = failures.get(method);
    return queue == null ? null : queue.poll();
  }

  /** An error as the API has them. */
  public static StatusRuntimeException error(
      Code code, String reason, Map<String, String> metadata, String message, String... fields) {
    com.google.rpc.Status.Builder status =
        com.google.rpc.Status.newBuilder()
            .setCode(code.getNumber())
            .setMessage(message)
            .addDetails(
                Any.pack(
                    ErrorInfo.newBuilder()
                        .setDomain("procnet.v1")
                        .setReason(reason)
                        .putAllMetadata(metadata)
                        .build()));
    if (fields.length > 0) {
      status.addDetails(Any.pack(badRequest(fields)));
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }

  /** Fields and descriptions in turn. */
  private static BadRequest badRequest(String... fields) {
    BadRequest.Builder request = BadRequest.newBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      request.addFieldViolations(
          FieldViolation.newBuilder().setField(fields[i]).setDescription(fields[i + 1]));
    }
    return request.build();
  }
}
