package dev.procnet.server.rpc;

import dev.procnet.server.stack.ConnectionTuple;
import dev.procnet.server.stack.Expectation;

/** Connections that connection tracking expects. */
final class ExpectationMapper {

  private ExpectationMapper() {}

  static dev.procnet.v1.Expectation toProto(Expectation row, Sight sight) {
    dev.procnet.v1.Expectation.Builder proto =
        dev.procnet.v1.Expectation.newBuilder()
            .setProtocol(row.protocol())
            .setTuple(ConnectionTupleMapper.toProto(row.tuple(), sight))
            .setPermanent(row.permanent())
            .setInactive(row.inactive())
            .setUserspace(row.userspace())
            .setHelper(row.helper());
    if (row.timeout() != null) {
      proto.setTimeoutSeconds(row.timeout());
    }
    return proto.build();
  }

  /**
   * An expectation.
   *
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static Expectation toModel(dev.procnet.v1.Expectation proto) {
    ConnectionTuple tuple = tuple(proto);
    return new Expectation(
        proto.hasTimeoutSeconds() ? proto.getTimeoutSeconds() : null,
        proto.getProtocol(),
        tuple,
        proto.getPermanent(),
        proto.getInactive(),
        proto.getUserspace(),
        proto.getHelper());
  }

  /**
   * The key of an expectation to delete.
   *
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static Expectation.Key key(dev.procnet.v1.Expectation proto) {
    return new Expectation.Key(proto.getProtocol(), tuple(proto));
  }

  private static ConnectionTuple tuple(dev.procnet.v1.Expectation proto) {
    return Violations.under("tuple", () -> ConnectionTupleMapper.toModel(proto.getTuple()));
  }
}
