package dev.procnet.server.security;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Which fields of messages lead to fields of a kind, so that a walk passes by all others. */
final class FieldPaths {

  private final Predicate<FieldDescriptor> wanted;
  private final Map<Descriptor, List<FieldDescriptor>> fields = new ConcurrentHashMap<>();

  FieldPaths(Predicate<FieldDescriptor> wanted) {
    this.wanted = wanted;
  }

  /** Fields of a message that are wanted or hold messages that have such. */
  List<FieldDescriptor> of(Descriptor type) {
    List<FieldDescriptor> known = fields.get(type);
    if (known == null) {
      known = type.getFields().stream().filter(field -> leads(field, new HashSet<>())).toList();
      fields.put(type, known);
    }
    return known;
  }

  boolean isWanted(FieldDescriptor field) {
    return wanted.test(field);
  }

  private boolean leads(FieldDescriptor field, Set<Descriptor> passed) {
    if (wanted.test(field)) {
      return true;
    }
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && passed.add(field.getMessageType())
        && field.getMessageType().getFields().stream().anyMatch(inner -> leads(inner, passed));
  }
}
