package dev.procnet.server.rpc;

import dev.procnet.server.stack.PacketCopyMode;
import dev.procnet.server.stack.PacketQueue;

/** Queues of packets that programs decide on. */
final class PacketQueueMapper {

  private PacketQueueMapper() {}

  static dev.procnet.v1.PacketQueue toProto(PacketQueue row) {
    return dev.procnet.v1.PacketQueue.newBuilder()
        .setNumber(row.number())
        .setPortId(row.portId())
        .setLength(row.length())
        .setCopyMode(CopyModes.toProto(row.copyMode()))
        .setCopyRange(row.copyRange())
        .setDropped(row.dropped())
        .setUserDropped(row.userDropped())
        .setIdSequence(row.idSequence())
        .build();
  }

  /**
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static PacketQueue toModel(dev.procnet.v1.PacketQueue proto) {
    Violations wrong = new Violations();
    PacketCopyMode mode = CopyModes.toModel(wrong, proto.getCopyMode(), proto.getCopyModeValue());
    return wrong.build(
        () ->
            new PacketQueue(
                proto.getNumber(),
                proto.getPortId(),
                proto.getLength(),
                mode,
                proto.getCopyRange(),
                proto.getDropped(),
                proto.getUserDropped(),
                proto.getIdSequence()));
  }
}
