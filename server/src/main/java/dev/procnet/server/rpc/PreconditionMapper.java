package dev.procnet.server.rpc;

import dev.procnet.server.stack.Batch.Precondition;
import dev.procnet.server.stack.Batch.Target;
import dev.procnet.server.stack.ProcnetException;
import java.util.ArrayList;
import java.util.List;

/** Preconditions of a batch. */
final class PreconditionMapper {

  private PreconditionMapper() {}

  /**
   * @throws ProcnetException FIELD_INVALID with what is wrong in all of them, {@code
   *     preconditions[0].expect}
   */
  static List<Precondition> toModel(List<dev.procnet.v1.Precondition> protos) {
    Violations wrong = new Violations();
    List<Precondition> preconditions = new ArrayList<>(protos.size());
    for (int i = 0; i < protos.size(); i++) {
      dev.procnet.v1.Precondition proto = protos.get(i);
      wrong.check("preconditions[" + i + "]", () -> preconditions.add(toModel(proto)));
    }
    wrong.throwIfAny();
    return preconditions;
  }

  private static Precondition toModel(dev.procnet.v1.Precondition proto) {
    return switch (proto.getTargetCase()) {
      case STACK -> stack(proto);
      case SOCKET_ID -> of(Target.SOCKET, proto.getSocketId(), proto);
      case INTERFACE_INDEX ->
          of(Target.INTERFACE, Integer.toUnsignedLong(proto.getInterfaceIndex()), proto);
      case ROUTE_ID -> of(Target.ROUTE, proto.getRouteId(), proto);
      case TARGET_NOT_SET ->
          throw ProcnetException.field(
              "target", "is not set, expected one of stack, socket_id, interface_index, route_id");
    };
  }

  private static Precondition stack(dev.procnet.v1.Precondition proto) {
    if (!proto.getStack()) {
      throw ProcnetException.field("stack", "is false, expected true");
    }
    if (!proto.hasRevision()) {
      throw ProcnetException.field("expect", "is no revision, expected one for a stack");
    }
    return of(Target.STACK, 0, proto);
  }

  private static Precondition of(Target target, long key, dev.procnet.v1.Precondition proto) {
    return switch (proto.getExpectCase()) {
      case REVISION -> {
        if (proto.getRevision() == 0) {
          throw ProcnetException.field("revision", "is 0, expected 1 or more");
        }
        yield new Precondition(target, key, proto.getRevision(), true);
      }
      case EXISTS -> new Precondition(target, key, 0, proto.getExists());
      case EXPECT_NOT_SET ->
          throw ProcnetException.field("expect", "is not set, expected revision or exists");
    };
  }
}
