package dev.procnet.server.fault;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.procnet.server.stack.Stack;
import dev.procnet.v1.ReadOptions;
import org.jspecify.annotations.Nullable;

/**
 * Reads an old state, and a consistent one, as from a replica that lags.
 *
 * @param stack that is read; null: there is none
 * @param revisions how old; unsigned
 */
record StaleRead(@Nullable Stack stack, long revisions) implements Effect {

  @Override
  public Message request(Message request) {
    FieldDescriptor field = request.getDescriptorForType().findFieldByName("read");
    if (stack == null
        || field == null
        || !(request.getField(field) instanceof ReadOptions options)
        || options.getAtCase() != ReadOptions.AtCase.AT_NOT_SET
        || isLaterPage(request)) {
      return request;
    }
    long revision = Math.max(stack.oldestRevision(), stack.snapshot().revision() - revisions);
    return request.toBuilder()
        .setField(field, options.toBuilder().setExactRevision(revision).build())
        .build();
  }

  /** Its token says which revision, and it may not say another. */
  private static boolean isLaterPage(Message request) {
    FieldDescriptor token = request.getDescriptorForType().findFieldByName("page_token");
    return token != null && !request.getField(token).equals("");
  }
}
