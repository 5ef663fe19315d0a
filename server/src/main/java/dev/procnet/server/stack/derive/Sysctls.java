package dev.procnet.server.stack.derive;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.SysctlDirectory;
import dev.procnet.server.stack.SysctlText;

/** Sysctls of a stack that is changed. */
final class Sysctls {

  private Sysctls() {}

  /**
   * A number.
   *
   * @param otherwise where the stack has no such sysctl, as one has that was imported without them
   */
  static long number(Plan plan, String name, long otherwise) {
    ByteString value = SysctlDirectory.read(plan.table(Section.SYSCTLS), name);
    Long number = value == null ? null : SysctlText.number(value);
    return number == null ? otherwise : number;
  }
}
