package dev.procnet.server.rpc;

import dev.procnet.server.stack.Unavailable;

/** Why a statistic can't be had. */
final class UnavailableMapper {

  private UnavailableMapper() {}

  static dev.procnet.v1.Unavailable toProto(Unavailable unavailable) {
    return dev.procnet.v1.Unavailable.newBuilder()
        .setNotSupported(unavailable.notSupported())
        .setMessage(unavailable.message())
        .build();
  }

  /**
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID, {@code message}
   */
  static Unavailable toModel(dev.procnet.v1.Unavailable proto) {
    return new Unavailable(proto.getNotSupported(), proto.getMessage());
  }
}
