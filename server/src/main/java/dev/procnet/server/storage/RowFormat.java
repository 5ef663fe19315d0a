package dev.procnet.server.storage;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.google.protobuf.ByteString;
import dev.procnet.server.stack.FibBranch;
import dev.procnet.server.stack.FibNode;
import dev.procnet.server.stack.FibTrie;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.dataformat.smile.SmileMapper;
import tools.jackson.dataformat.smile.SmileWriteFeature;

/**
 * Records of the model as Smile, the binary form of JSON: names of components and their values, so
 * that a component added later is absent in what was written before.
 */
final class RowFormat {

  private static final String MODEL = "dev.procnet.server.stack";

  private RowFormat() {}

  static ObjectMapper mapper() {
    SimpleModule types =
        new SimpleModule()
            .addSerializer(ByteString.class, new BytesWriter())
            .addDeserializer(ByteString.class, new BytesReader())
            .addSerializer(FibTrie.class, new TrieWriter())
            .addDeserializer(FibTrie.class, new TrieReader());
    return SmileMapper.builder()
        .enable(SmileWriteFeature.CHECK_SHARED_STRING_VALUES)
        .disable(
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .annotationIntrospector(new SealedTypes())
        .changeDefaultVisibility(
            checker ->
                checker
                    .withVisibility(PropertyAccessor.ALL, Visibility.NONE)
                    .withVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                    .withVisibility(PropertyAccessor.CREATOR, Visibility.ANY))
        .addModule(types)
        .build();
  }

  /** Where a component is of a sealed type of the model, the name of the class stands with it. */
  private static final class SealedTypes extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
        MapperConfig<?> config, Annotated annotated) {
      return isSealed(annotated.getRawType()) && annotated.getAnnotated() instanceof Class<?>
          ? JsonTypeInfo.Value.construct(
              JsonTypeInfo.Id.SIMPLE_NAME, JsonTypeInfo.As.WRAPPER_ARRAY, null, null, false, false)
          : null;
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(MapperConfig<?> config, Annotated annotated) {
      return isSealed(annotated.getRawType())
          ? Arrays.stream(annotated.getRawType().getPermittedSubclasses())
              .map(NamedType::new)
              .toList()
          : null;
    }

    private static boolean isSealed(Class<?> type) {
      return type.isSealed() && type.isInterface() && type.getName().startsWith(MODEL);
    }
  }

  private static final class BytesWriter extends StdSerializer<ByteString> {

    BytesWriter() {
      super(ByteString.class);
    }

    @Override
    public void serialize(ByteString bytes, JsonGenerator out, SerializationContext context) {
      out.writeBinary(bytes.toByteArray());
    }
  }

  private static final class BytesReader extends StdDeserializer<ByteString> {

    BytesReader() {
      super(ByteString.class);
    }

    @Override
    public ByteString deserialize(JsonParser in, DeserializationContext context) {
      return ByteString.copyFrom(in.getBinaryValue());
    }
  }

  /**
   * A node of a trie in plain records, as its own are made one below another.
   *
   * @param bits of a branch; 0: it is a leaf
   */
  private record Node(
      int key,
      int pos,
      int bits,
      @Nullable List<Node> children,
      @Nullable List<dev.procnet.server.stack.Route> routes) {

    static Node of(FibNode node) {
      return switch (node) {
        case FibNode.Leaf leaf -> new Node(leaf.key(), 0, 0, null, leaf.routes());
        case FibBranch branch -> {
          List<Node> children = new ArrayList<>();
          for (int i = branch.occupied(0); i < branch.slots(); i = branch.occupied(i + 1)) {
            FibNode child = branch.child(i);
            if (child != null) {
              children.add(of(child));
            }
          }
          yield new Node(branch.key(), branch.pos(), branch.bits(), children, null);
        }
      };
    }

    FibNode node() {
      if (bits == 0) {
        return new FibNode.Leaf(key, routes == null ? List.of() : routes);
      }
      List<Node> below = children == null ? List.of() : children;
      return FibBranch.of(key, pos, bits, below.stream().map(Node::node).toList());
    }
  }

  private static final class TrieWriter extends StdSerializer<FibTrie> {

    TrieWriter() {
      super(FibTrie.class);
    }

    @Override
    public void serialize(FibTrie trie, JsonGenerator out, SerializationContext context) {
      FibNode root = trie.root();
      out.writeStartArray();
      if (root != null) {
        context.writeValue(out, Node.of(root));
      }
      out.writeEndArray();
    }
  }

  private static final class TrieReader extends StdDeserializer<FibTrie> {

    TrieReader() {
      super(FibTrie.class);
    }

    @Override
    public FibTrie deserialize(JsonParser in, DeserializationContext context) {
      Node[] root = context.readValue(in, Node[].class);
      return FibTrie.of(root.length == 0 ? null : root[0].node());
    }
  }
}
