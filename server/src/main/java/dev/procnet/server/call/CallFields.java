package dev.procnet.server.call;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.v1.ExportStackRequest;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ResponseHeader;
import dev.procnet.v1.StreamNetFileRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds in messages which stack and files they speak of, and at which revision. By the names of
 * fields, so that a new method needs no line here: {@code stack}, {@code header}, at the top or in
 * the {@code start} of a stream or the {@code match} of a search.
 */
@Singleton
public final class CallFields {

  private static final String STACK = "stack";

  private final Map<Descriptor, Optional<Place>> stacks = new ConcurrentHashMap<>();
  private final Map<Descriptor, Optional<Place>> headers = new ConcurrentHashMap<>();

  @Inject
  public CallFields() {}

  /**
   * A field of a message, or of a message in it.
   *
   * @param outer the field that holds the other; null: the message itself does
   */
  private record Place(@Nullable FieldDescriptor outer, FieldDescriptor field) {

    Object get(MessageOrBuilder message) {
      return outer == null
          ? message.getField(field)
          : ((Message) message.getField(outer)).getField(field);
    }

    /**
     * It can be read and set without choosing a part of a oneof that the message has not chosen.
     */
    boolean isOpen(MessageOrBuilder message) {
      return outer == null || outer.getContainingOneof() == null || message.hasField(outer);
    }

    Message with(Message message, Object value) {
      Message.Builder changed = message.toBuilder();
      if (outer == null) {
        return changed.setField(field, value).build();
      }
      Message inner =
          ((Message) message.getField(outer)).toBuilder().setField(field, value).build();
      return changed.setField(outer, inner).build();
    }
  }

  /** The stack that a request speaks of; empty: of none. */
  public String stack(Message request) {
    Place place = place(request);
    if (place == null) {
      return created(request);
    }
    String stack = (String) place.get(request);
    return stack.isEmpty() ? StackRegistry.DEFAULT : stack;
  }

  /** The same request, of another stack where it names none and could. */
  public Message withStack(Message request, String stack) {
    Place place = place(request);
    return place != null && ((String) place.get(request)).isEmpty()
        ? place.with(request, stack)
        : request;
  }

  /** The files that a request asks for by name. */
  public List<String> files(Message request) {
    return switch (request) {
      case ReadNetFileRequest read -> List.of(read.getName());
      case StreamNetFileRequest read -> List.of(read.getName());
      case ExportStackRequest read -> read.getNamesList();
      default -> List.of();
    };
  }

  /** The revision that an answer was made from; 0: it does not tell. */
  public long revision(Message answer) {
    Place place =
        headers.computeIfAbsent(answer.getDescriptorForType(), CallFields::findHeader).orElse(null);
    return place == null ? 0 : ((ResponseHeader) place.get(answer)).getRevision();
  }

  private @Nullable Place place(Message request) {
    Place place =
        stacks.computeIfAbsent(request.getDescriptorForType(), CallFields::findStack).orElse(null);
    return place != null && place.isOpen(request) ? place : null;
  }

  /** The name of a stack that a request describes as a whole, to be made. */
  private static String created(Message request) {
    FieldDescriptor field = request.getDescriptorForType().findFieldByName(STACK);
    return field != null && request.getField(field) instanceof dev.procnet.v1.Stack stack
        ? stack.getName()
        : "";
  }

  private static Optional<Place> findStack(Descriptor type) {
    return find(type, STACK, FieldDescriptor.JavaType.STRING, List.of("start", "match"));
  }

  private static Optional<Place> findHeader(Descriptor type) {
    return find(type, "header", FieldDescriptor.JavaType.MESSAGE, List.of("start"));
  }

  private static Optional<Place> find(
      Descriptor type, String name, FieldDescriptor.JavaType kind, List<String> outers) {
    FieldDescriptor own = type.findFieldByName(name);
    if (own != null && own.getJavaType() == kind && !own.isRepeated()) {
      return Optional.of(new Place(null, own));
    }
    for (String outer : outers) {
      FieldDescriptor field = type.findFieldByName(outer);
      if (field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        FieldDescriptor inner = field.getMessageType().findFieldByName(name);
        if (inner != null && inner.getJavaType() == kind) {
          return Optional.of(new Place(field, inner));
        }
      }
    }
    return Optional.empty();
  }
}
