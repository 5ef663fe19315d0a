package dev.procnet.server.security;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.procnet.v1.Reader;

/** Makes requests those of a reader that sees no addresses. */
final class Redaction {

  private static final FieldPaths PATHS =
      new FieldPaths(
          field ->
              !field.isRepeated()
                  && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                  && field.getMessageType().equals(Reader.getDescriptor()));

  private Redaction() {}

  /** Requests of that type say on whose behalf is read. */
  static boolean applies(Descriptor request) {
    return !PATHS.of(request).isEmpty();
  }

  /** The same request, with all addresses hidden. */
  static Message hidden(Message request) {
    Message.Builder builder = request.toBuilder();
    hide(builder);
    return builder.build();
  }

  private static void hide(Message.Builder builder) {
    for (FieldDescriptor field : PATHS.of(builder.getDescriptorForType())) {
      if (PATHS.isWanted(field)) {
        Reader reader = (Reader) builder.getField(field);
        builder.setField(field, reader.toBuilder().setHideAddresses(true).build());
      } else {
        hide(builder.getFieldBuilder(field));
      }
    }
  }
}
