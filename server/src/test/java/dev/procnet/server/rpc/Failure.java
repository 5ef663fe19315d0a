package dev.procnet.server.rpc;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import dev.procnet.v1.ErrorReason;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** An error as a client gets it. */
public record Failure(com.google.rpc.Status status) {

  /** The error that a call ends with. */
  public static Failure of(ThrowingCallable call) {
    return of(
        Objects.requireNonNull(
            catchThrowableOfType(StatusRuntimeException.class, call), "the call did not fail"));
  }

  /** The error that a call ended with. */
  public static Failure of(Throwable error) {
    return new Failure(
        Objects.requireNonNull(StatusProto.fromThrowable(error), () -> "no details: " + error));
  }

  public Code code() {
    return io.grpc.Status.fromCodeValue(status.getCode()).getCode();
  }

  /** The reason, as the API names it. */
  public ErrorReason reason() {
    ErrorInfo info = detail(ErrorInfo.class);
    if (!info.getDomain().equals("procnet.v1")) {
      throw new AssertionError("domain is " + info.getDomain());
    }
    return ErrorReason.valueOf("ERROR_REASON_" + info.getReason());
  }

  public Map<String, String> metadata() {
    return detail(ErrorInfo.class).getMetadataMap();
  }

  /** Descriptions by the path of the field. */
  public Map<String, String> violations() {
    Map<String, String> violations = new LinkedHashMap<>();
    detail(BadRequest.class)
        .getFieldViolationsList()
        .forEach(each -> violations.put(each.getField(), each.getDescription()));
    return violations;
  }

  /** The one detail of that type. */
  public <M extends Message> M detail(Class<M> type) {
    for (Any any : status.getDetailsList()) {
      if (any.is(type)) {
        try {
          return any.unpack(type);
        } catch (InvalidProtocolBufferException e) {
          throw new AssertionError(e);
        }
      }
    }
    throw new AssertionError("no " + type.getSimpleName() + " in " + status);
  }
}
