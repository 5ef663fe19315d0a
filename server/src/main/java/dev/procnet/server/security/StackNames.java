package dev.procnet.server.security;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.v1.AccessOuterClass;
import dev.procnet.v1.StackName;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The stacks that a request names.
 *
 * @param names of stacks
 * @param any it asks for a stack that the server is to name
 */
record StackNames(Set<String> names, boolean any) {

  private static final FieldPaths PATHS =
      new FieldPaths(
          field ->
              field.getOptions().getExtension(AccessOuterClass.stackName)
                  != StackName.STACK_NAME_UNSPECIFIED);

  StackNames {
    names = Set.copyOf(names);
  }

  /** Of a request. */
  static StackNames of(Message request) {
    Set<String> names = new TreeSet<>();
    boolean any = collect(request, true, names);
    return new StackNames(names, any);
  }

  /** All of them are in a set; one that the server names is where all are. */
  boolean allIn(StackSet stacks) {
    return stacks.all() || (!any && stacks.containsAll(names));
  }

  /** Whether one is asked for that the server names. */
  private static boolean collect(Message message, boolean there, Set<String> names) {
    boolean any = false;
    for (FieldDescriptor field : PATHS.of(message.getDescriptorForType())) {
      if (PATHS.isWanted(field)) {
        any |= name(field, (String) message.getField(field), there, names);
      } else {
        for (Message inner : messages(message, field)) {
          any |= collect(inner, field.isRepeated() || message.hasField(field), names);
        }
      }
    }
    return any;
  }

  private static boolean name(
      FieldDescriptor field, String value, boolean there, Set<String> names) {
    if (!value.isEmpty()) {
      names.add(value);
      return false;
    }
    StackName rule = field.getOptions().getExtension(AccessOuterClass.stackName);
    if (there && rule == StackName.STACK_NAME_OR_DEFAULT) {
      names.add(StackRegistry.DEFAULT);
    }
    return rule == StackName.STACK_NAME_OR_ANY;
  }

  private static Collection<Message> messages(Message message, FieldDescriptor field) {
    if (field.isRepeated()) {
      @SuppressWarnings("unchecked") // What a repeated field of messages holds.
      Collection<Message> all = (Collection<Message>) message.getField(field);
      return all;
    }
    // A part that is left out may ask for a new stack; of a oneof, others than the one that is
    // there
    // ask for nothing. Read as one: no part of a request holds itself.
    boolean asked = message.hasField(field) || field.getRealContainingOneof() == null;
    return asked ? List.of((Message) message.getField(field)) : List.of();
  }
}
