package dev.procnet.server.rpc;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.util.FieldMaskUtil;
import dev.procnet.server.netfile.AddressText;
import dev.procnet.server.stack.Entry;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.Mutation.AddCounters;
import dev.procnet.server.stack.Mutation.AddInterfaceStatistics;
import dev.procnet.server.stack.Mutation.CloseSocket;
import dev.procnet.server.stack.Mutation.DeleteAddress;
import dev.procnet.server.stack.Mutation.DeleteEntry;
import dev.procnet.server.stack.Mutation.DeleteNeighbor;
import dev.procnet.server.stack.Mutation.DeleteRoute;
import dev.procnet.server.stack.Mutation.OpenSocket;
import dev.procnet.server.stack.Mutation.PutAddress;
import dev.procnet.server.stack.Mutation.PutEntry;
import dev.procnet.server.stack.Mutation.PutInterface;
import dev.procnet.server.stack.Mutation.PutRoute;
import dev.procnet.server.stack.Mutation.Step;
import dev.procnet.server.stack.Mutation.UpdateSocket;
import dev.procnet.server.stack.Socket;
import dev.procnet.v1.Counter;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.InterfaceStatisticsDelta;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Neighbor;
import dev.procnet.v1.SocketKey;
import dev.procnet.v1.SocketUpdate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plain mutations that a derived one was made of, as a client could have sent them. Of what depends
 * on the state that it met, as the server's choices, they say what came of it.
 */
final class StepMapper {

  /** What a change of state would bring with it where the mask does not name it. */
  private static final List<String> FOLLOW_STATE =
      List.of(
          "inode", "uid", "reference_count", "tcp.form", "tcp.timer", "tcp.slow_start_threshold");

  private StepMapper() {}

  static Mutation toProto(Step step) {
    Mutation.Builder proto = Mutation.newBuilder();
    switch (step.mutation()) {
      // The plain mutations that any derivation applies; a new kind of them needs its line here.
      case OpenSocket _ -> proto.setOpenSocket(socket(step.after()));
      case UpdateSocket _ -> proto.setUpdateSocket(update(step));
      case CloseSocket _ -> proto.setCloseSocket(key(socket(step.before())));
      case AddCounters add -> proto.setAddCounters(counters(add));
      case AddInterfaceStatistics add -> proto.setAddInterfaceStatistics(statistics(add));
      case PutInterface _ -> proto.setPutInterface(device(step.after()));
      case PutAddress put -> proto.setPutAddress(InterfaceMapper.toProto(put.address()));
      case DeleteAddress delete ->
          proto
              .getDeleteAddressBuilder()
              .setInterfaceIndex(delete.interfaceIndex())
              .setAddress(AddressText.format(delete.address()));
      case PutRoute put -> proto.setPutRoute(RouteMapper.fields(put.route()));
      case DeleteRoute delete -> proto.setDeleteRoute(delete.id());
      case DeleteNeighbor delete -> proto.setDeleteNeighbor(neighbor(delete));
      case PutEntry put -> proto.setPutEntry(EntryMapper.toProto(put.entry(), Sight.FULL));
      case DeleteEntry _ ->
          proto.setDeleteEntry(
              EntryMapper.toProto((Entry) Objects.requireNonNull(step.before()), Sight.FULL));
      default ->
          throw new IllegalStateException("no derived mutation is made of " + step.mutation());
    }
    return proto.build();
  }

  private static dev.procnet.v1.Socket socket(@Nullable Object row) {
    return SocketMapper.fields((Socket) Objects.requireNonNull(row), Sight.FULL).build();
  }

  private static SocketKey key(dev.procnet.v1.Socket socket) {
    return SocketKey.newBuilder().setId(socket.getId()).build();
  }

  /** Only the fields that changed. */
  private static SocketUpdate update(Step step) {
    dev.procnet.v1.Socket before = socket(step.before());
    dev.procnet.v1.Socket after = socket(step.after());
    Set<String> paths = new LinkedHashSet<>(changed("", before, after));
    if (paths.contains("tcp.state")) {
      paths.addAll(FOLLOW_STATE);
    }
    FieldMask mask = FieldMask.newBuilder().addAllPaths(paths).build();
    return SocketUpdate.newBuilder()
        .setKey(key(after))
        .setSocket(FieldMaskUtil.trim(mask, after))
        .setUpdateMask(mask)
        .build();
  }

  /** Paths of the fields of two sockets, or two of a kind, that differ. */
  private static List<String> changed(String prefix, Message before, Message after) {
    List<String> paths = new ArrayList<>();
    for (FieldDescriptor field : after.getDescriptorForType().getFields()) {
      Object old = before.getField(field);
      Object now = after.getField(field);
      if (!old.equals(now)) {
        String path = prefix + field.getName();
        if (field.getRealContainingOneof() == null) {
          paths.add(path);
        } else {
          paths.addAll(changed(path + ".", (Message) old, (Message) now));
        }
      }
    }
    return paths;
  }

  private static dev.procnet.v1.Interface device(@Nullable Object row) {
    return InterfaceMapper.fields((Interface) Objects.requireNonNull(row)).build();
  }

  private static Neighbor neighbor(DeleteNeighbor delete) {
    return Neighbor.newBuilder()
        .setInterfaceIndex(delete.interfaceIndex())
        .setAddress(AddressText.format(delete.address()))
        .setProxy(delete.proxy())
        .build();
  }

  private static CounterGroup counters(AddCounters add) {
    CounterGroup.Builder proto = CounterGroup.newBuilder().setFile(add.file()).setName(add.group());
    add.deltas()
        .forEach(
            (name, delta) -> proto.addCounters(Counter.newBuilder().setName(name).setValue(delta)));
    return proto.build();
  }

  private static InterfaceStatisticsDelta statistics(AddInterfaceStatistics add) {
    return InterfaceStatisticsDelta.newBuilder()
        .setIndex(add.index())
        .setDelta(InterfaceMapper.toProto(add.delta()))
        .build();
  }
}
