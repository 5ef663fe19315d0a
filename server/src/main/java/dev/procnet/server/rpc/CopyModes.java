package dev.procnet.server.rpc;

import dev.procnet.server.stack.PacketCopyMode;

/** What of a packet goes to a program. */
final class CopyModes {

  private CopyModes() {}

  static dev.procnet.v1.PacketCopyMode toProto(PacketCopyMode mode) {
    return switch (mode) {
      case NONE -> dev.procnet.v1.PacketCopyMode.PACKET_COPY_MODE_NONE;
      case META -> dev.procnet.v1.PacketCopyMode.PACKET_COPY_MODE_META;
      case PACKET -> dev.procnet.v1.PacketCopyMode.PACKET_COPY_MODE_PACKET;
    };
  }

  /** The field {@code copy_mode}; notes one that is not known. */
  static PacketCopyMode toModel(Violations wrong, dev.procnet.v1.PacketCopyMode mode, int number) {
    return switch (mode) {
      case PACKET_COPY_MODE_UNSPECIFIED, PACKET_COPY_MODE_NONE -> PacketCopyMode.NONE;
      case PACKET_COPY_MODE_META -> PacketCopyMode.META;
      case PACKET_COPY_MODE_PACKET -> PacketCopyMode.PACKET;
      case UNRECOGNIZED -> {
        wrong.add("copy_mode", "is " + number + ", expected one of PacketCopyMode");
        yield PacketCopyMode.NONE;
      }
    };
  }
}
