package dev.procnet.client;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.procnet.v1.DeleteStackRequest;
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
    Message.Builder builder = request.toBuilder();
    // A stack is only removed by its name: the default of a client must not be enough.
    if (!(request instanceof DeleteStackRequest)) {
      fill(builder, "stack", stack);
    }
    fill(builder, "request_id", UUID.randomUUID().toString());
    @SuppressWarnings("unchecked") // a builder builds what it was made from
    Q complete = (Q) builder.build();
    return complete;
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
