package dev.procnet.client.cli;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.Entry;
import dev.procnet.v1.Interface;
import dev.procnet.v1.InterfaceRemoval;
import dev.procnet.v1.ListEntriesResponse;
import dev.procnet.v1.ListInterfacesResponse;
import dev.procnet.v1.ListNeighborsResponse;
import dev.procnet.v1.ListRoutesRequest;
import dev.procnet.v1.ListRoutesResponse;
import dev.procnet.v1.ListSocketsRequest;
import dev.procnet.v1.ListSocketsResponse;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Neighbor;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.Route;
import dev.procnet.v1.Socket;
import dev.procnet.v1.SocketKey;
import dev.procnet.v1.SocketUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A kind of what a stack is made of, that is read and written in one form. */
enum StateKind {
  /** By name. */
  INTERFACES(ListInterfacesResponse.getDefaultInstance()) {
    @Override
    Message read(ProcnetClient client, ReadOptions state) {
      return client.introspection().allInterfaces(state);
    }

    @Override
    Object key(Message element) {
      return InterfaceNames.bytes((Interface) element);
    }

    @Override
    Mutation put(Message before, Message after) {
      return Mutation.newBuilder().setPutInterface((Interface) after).build();
    }

    @Override
    Mutation delete(Message element) {
      InterfaceRemoval removal =
          InterfaceRemoval.newBuilder().setIndex(((Interface) element).getIndex()).build();
      return Mutation.newBuilder().setDeleteInterface(removal).build();
    }
  },
  /** By id. */
  ROUTES(ListRoutesResponse.getDefaultInstance()) {
    @Override
    Message read(ProcnetClient client, ReadOptions state) {
      ListRoutesRequest first = ListRoutesRequest.newBuilder().setRead(state).build();
      return client.introspection().allRoutes(first);
    }

    @Override
    Object key(Message element) {
      return Unsigned.text(((Route) element).getId());
    }

    @Override
    Mutation put(Message before, Message after) {
      return Mutation.newBuilder().setPutRoute((Route) after).build();
    }

    @Override
    Mutation delete(Message element) {
      return Mutation.newBuilder().setDeleteRoute(((Route) element).getId()).build();
    }
  },
  /** By address. */
  NEIGHBORS(ListNeighborsResponse.getDefaultInstance()) {
    @Override
    Message read(ProcnetClient client, ReadOptions state) {
      return client.introspection().allNeighbors(state);
    }

    @Override
    Object key(Message element) {
      return ((Neighbor) element).getAddress();
    }

    @Override
    String identity(Message element) {
      Neighbor neighbor = (Neighbor) element;
      return neighbor.getInterfaceIndex() + " " + neighbor.getProxy() + " " + key(element);
    }

    @Override
    Mutation put(Message before, Message after) {
      return Mutation.newBuilder().setPutNeighbor((Neighbor) after).build();
    }

    @Override
    Mutation delete(Message element) {
      return Mutation.newBuilder().setDeleteNeighbor((Neighbor) element).build();
    }
  },
  /** By id. */
  SOCKETS(ListSocketsResponse.getDefaultInstance()) {
    @Override
    Message read(ProcnetClient client, ReadOptions state) {
      ListSocketsRequest first = ListSocketsRequest.newBuilder().setRead(state).build();
      return client.introspection().allSockets(first);
    }

    @Override
    Object key(Message element) {
      return Unsigned.text(((Socket) element).getId());
    }

    @Override
    Mutation put(Message before, Message after) {
      if (before.equals(before.getDefaultInstanceForType())) {
        return Mutation.newBuilder().setOpenSocket((Socket) after).build();
      }
      SocketUpdate update =
          SocketUpdate.newBuilder()
              .setKey(SocketKey.newBuilder().setId(((Socket) before).getId()))
              .setSocket((Socket) after)
              .setUpdateMask(FieldMask.newBuilder().addAllPaths(differences(before, after)))
              .build();
      return Mutation.newBuilder().setUpdateSocket(update).build();
    }

    @Override
    Mutation delete(Message element) {
      SocketKey key = SocketKey.newBuilder().setId(((Socket) element).getId()).build();
      return Mutation.newBuilder().setCloseSocket(key).build();
    }
  },
  /** By kind: entries have no names. */
  ENTRIES(ListEntriesResponse.getDefaultInstance()) {
    @Override
    Message read(ProcnetClient client, ReadOptions state) {
      return client.introspection().allEntries(List.of(), state);
    }

    @Override
    Object key(Message element) {
      FieldDescriptor kind = EntryKinds.of((Entry) element);
      return kind == null ? "" : EntryKinds.word(kind);
    }

    // What makes an entry's key is the server's to know: another content is another entry.
    @Override
    String identity(Message element) {
      return Printer.jsonLine(element);
    }

    @Override
    Mutation put(Message before, Message after) {
      return Mutation.newBuilder().setPutEntry((Entry) after).build();
    }

    @Override
    Mutation delete(Message element) {
      return Mutation.newBuilder().setDeleteEntry((Entry) element).build();
    }
  };

  private final Message answer;

  StateKind(Message answer) {
    this.answer = answer;
  }

  /** All of the kind: the answer that the API has for a list of them. */
  abstract Message read(ProcnetClient client, ReadOptions state);

  /** As a user names an element: text, or bytes. */
  abstract Object key(Message element);

  /**
   * Makes an element so. {@code before} is the one of the same key; without fields: there is none.
   */
  abstract Mutation put(Message before, Message after);

  /** Removes an element. */
  abstract Mutation delete(Message element);

  /** What is the same in an element before and after a change of it. */
  String identity(Message element) {
    return Printer.name(key(element)).strip();
  }

  /** As users write it, and as the API's JSON does. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** An answer without elements. */
  Message empty() {
    return answer;
  }

  /** The field of the answer that has the elements. */
  FieldDescriptor field() {
    return answer.getDescriptorForType().findFieldByName(word());
  }

  /** The elements of an answer, without what only the server says of them. */
  List<Message> elements(Message list) {
    List<Message> elements = new ArrayList<>();
    for (int i = 0; i < list.getRepeatedFieldCount(field()); i++) {
      Message element = (Message) list.getRepeatedField(field(), i);
      FieldDescriptor revision = element.getDescriptorForType().findFieldByName("revision");
      elements.add(revision == null ? element : element.toBuilder().clearField(revision).build());
    }
    return elements;
  }

  /** An answer with these elements and nothing else. */
  Message listOf(List<Message> elements) {
    Message.Builder list = answer.newBuilderForType();
    elements.forEach(element -> list.addRepeatedField(field(), element));
    return list.build();
  }

  /** Paths of fields that differ, those within a kind of socket one by one. */
  static List<String> differences(Message before, Message after) {
    return before.getDescriptorForType().getFields().stream()
        .filter(field -> differs(field, before, after))
        .flatMap(field -> paths(field, before, after))
        .toList();
  }

  private static Stream<String> paths(FieldDescriptor field, Message before, Message after) {
    boolean within =
        field.getContainingOneof() != null
            && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
            && before.hasField(field)
            && after.hasField(field);
    return within
        ? differences((Message) before.getField(field), (Message) after.getField(field)).stream()
            .map(path -> field.getName() + "." + path)
        : Stream.of(field.getName());
  }

  private static boolean differs(FieldDescriptor field, Message before, Message after) {
    if (field.hasPresence() && before.hasField(field) != after.hasField(field)) {
      return true;
    }
    return !before.getField(field).equals(after.getField(field));
  }

  /** As completion offers them. */
  static final class Words implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return Stream.of(values()).map(StateKind::word).iterator();
    }
  }

  /** Reads a word; the one without an s, too. */
  static final class Converter implements picocli.CommandLine.ITypeConverter<StateKind> {
    @Override
    public StateKind convert(String text) {
      List<String> words = Stream.of(values()).map(StateKind::word).toList();
      return Stream.of(values())
          .filter(kind -> kind.isCalled(text.toLowerCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow(() -> Enums.unknown(text, words));
    }
  }

  private boolean isCalled(String text) {
    String one = this == ENTRIES ? "entry" : word().substring(0, word().length() - 1);
    return text.equals(word()) || text.equals(one);
  }
}
