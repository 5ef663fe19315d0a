package dev.procnet.server.rpc;

import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.v1.SysctlValue;

/** Sysctls. */
final class SysctlMapper {

  private static final String PREFIX = "sys/net/";

  /** As much as a kernel takes in one write. fs/proc/proc_sysctl.c. */
  private static final int MAX_LENGTH = 4095;

  private SysctlMapper() {}

  /**
   * @throws ProcnetException FIELD_INVALID
   */
  static Mutation toModel(SysctlValue proto) {
    Violations wrong = new Violations();
    if (!proto.getName().startsWith(PREFIX)) {
      wrong.add(
          "name",
          "is "
              + Violations.quote(proto.getName())
              + ", expected a path that begins with "
              + PREFIX);
    }
    int length = proto.getValue().length();
    if (length > MAX_LENGTH || proto.getValue().indexOf('\0') >= 0) {
      wrong.add(
          "value",
          "has " + length + " characters, expected at most " + MAX_LENGTH + ", none of them NUL");
    }
    wrong.throwIfAny();
    return new Mutation.SetSysctl(proto.getName().substring(PREFIX.length()), proto.getValue());
  }
}
