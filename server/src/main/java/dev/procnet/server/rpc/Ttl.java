package dev.procnet.server.rpc;

import com.google.protobuf.util.Durations;
import dev.procnet.server.stack.Lease;
import dev.procnet.server.stack.ProcnetException;
import java.time.Duration;
import java.time.Instant;

/** Times that stacks are given to live. */
final class Ttl {

  private Ttl() {}

  /**
   * One in the range that stacks may have.
   *
   * @throws ProcnetException FIELD_INVALID, {@code ttl}
   */
  static Duration toModel(com.google.protobuf.Duration proto) {
    if (!Durations.isValid(proto)) {
      throw ProcnetException.field(
          "ttl",
          "is " + proto.getSeconds() + " s and " + proto.getNanos() + " ns, expected a duration");
    }
    Duration ttl = Duration.ofSeconds(proto.getSeconds(), proto.getNanos());
    return Lease.of(ttl, Instant.EPOCH).ttl();
  }
}
