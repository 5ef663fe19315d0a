package dev.procnet.client;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.procnet.v1.DeleteStackRequest;
import dev.procnet.v1.GetCountersRequest;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.ListInterfacesRequest;
import dev.procnet.v1.ListNetFilesRequest;
import dev.procnet.v1.StreamNetFileRequest;
import dev.procnet.v1.StreamSocketsRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Fills in what a request leaves open: the client's stack, and a request id, so that a request sent
 * twice is carried out once.
 *
 * @param stack the client's stack
 */
record Requests(String stack) {

  /** The request with nothing left open. What the caller has set stays. */
  <Q extends Message> Q complete(Q request) {
    Message read = read(request);
    @SuppressWarnings("unchecked") // of the same message
    Q complete = (Q) (read == null ? byFields(request) : read);
    return complete;
  }

  /**
   * What short commands ask, without a look at descriptors: to make those of the whole API takes
   * longer than the call.
   *
   * @return null: another request
   */
  private @Nullable Message read(Message request) {
    if (request instanceof StreamNetFileRequest r) {
      return r.getStack().isEmpty() ? r.toBuilder().setStack(stack).build() : r;
    }
    if (request instanceof ListNetFilesRequest r) {
      return r.getStack().isEmpty() ? r.toBuilder().setStack(stack).build() : r;
    }
    if (request instanceof StreamSocketsRequest r) {
      return r.getStack().isEmpty() ? r.toBuilder().setStack(stack).build() : r;
    }
    if (request instanceof ListInterfacesRequest r) {
      return r.getStack().isEmpty() ? r.toBuilder().setStack(stack).build() : r;
    }
    if (request instanceof GetCountersRequest r) {
      return r.getStack().isEmpty() ? r.toBuilder().setStack(stack).build() : r;
    }
    if (request instanceof GetStackRequest r) {
      return r.getStack().isEmpty() ? r.toBuilder().setStack(stack).build() : r;
    }
    return null;
  }

  private Message byFields(Message request) {
    Message.Builder builder = request.toBuilder();
    // A stack is only removed by its name: the default of a client must not be enough.
    if (!(request instanceof DeleteStackRequest)) {
      fill(builder, "stack", stack);
    }
    fill(builder, "request_id", UUID.randomUUID().toString());
    return builder.build();
  }

  private static void fill(Message.Builder builder, String name, String value) {
    FieldDescriptor field = textField(builder, name);
    if (field != null && builder.getField(field).equals("")) {
      builder.setField(field, value);
    }
  }

  private static @Nullable FieldDescriptor textField(Message.Builder builder, String name) {
    FieldDescriptor field = builder.getDescriptorForType().findFieldByName(name);
    return field != null && field.getJavaType() == FieldDescriptor.JavaType.STRING ? field : null;
  }
}
