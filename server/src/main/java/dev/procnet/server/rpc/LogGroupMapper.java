package dev.procnet.server.rpc;

import dev.procnet.server.stack.LogGroup;
import dev.procnet.server.stack.PacketCopyMode;

/** Groups of logged packets that programs listen to. */
final class LogGroupMapper {

  private LogGroupMapper() {}

  static dev.procnet.v1.LogGroup toProto(LogGroup row) {
    return dev.procnet.v1.LogGroup.newBuilder()
        .setGroup(row.group())
        .setPortId(row.portId())
        .setQueueLength(row.queueLength())
        .setCopyMode(CopyModes.toProto(row.copyMode()))
        .setCopyRange(row.copyRange())
        .setFlushTimeoutCentiseconds(row.flushTimeout())
        .setUseCount(row.useCount())
        .build();
  }

  /**
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static LogGroup toModel(dev.procnet.v1.LogGroup proto) {
    Violations wrong = new Violations();
    PacketCopyMode mode = CopyModes.toModel(wrong, proto.getCopyMode(), proto.getCopyModeValue());
    return wrong.build(
        () ->
            new LogGroup(
                proto.getGroup(),
                proto.getPortId(),
                proto.getQueueLength(),
                mode,
                proto.getCopyRange(),
                proto.getFlushTimeoutCentiseconds(),
                proto.getUseCount()));
  }
}
