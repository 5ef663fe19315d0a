package dev.procnet.server.rpc;

import dev.procnet.server.stack.PacketLogger;

/** Who logs packets. */
final class PacketLoggerMapper {

  private PacketLoggerMapper() {}

  static dev.procnet.v1.PacketLogger toProto(PacketLogger row) {
    return dev.procnet.v1.PacketLogger.newBuilder()
        .setFamily(row.family())
        .setActive(row.active())
        .addAllRegistered(row.registered())
        .build();
  }

  /**
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID
   */
  static PacketLogger toModel(dev.procnet.v1.PacketLogger proto) {
    return new PacketLogger(proto.getFamily(), proto.getActive(), proto.getRegisteredList());
  }
}
