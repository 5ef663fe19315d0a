package dev.procnet.server.stack.derive;

import com.google.common.primitives.Ints;
import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.SysctlDirectory;
import dev.procnet.server.stack.SysctlText;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Ports that the kernel picks: net.ipv4.ip_local_port_range.
 *
 * @param first 1 to 65535
 * @param last not below {@code first}
 */
record Ports(int first, int last) {

  private static final Ports DEFAULT = new Ports(32_768, 60_999);
  private static final String RANGE = "ipv4/ip_local_port_range";

  /** Those of a stack; the kernel's own where it has no such sysctl. */
  static Ports of(Plan plan) {
    ByteString value = SysctlDirectory.read(plan.table(Section.SYSCTLS), RANGE);
    List<String> words = value == null ? List.of() : SysctlText.words(value);
    Integer least = words.size() == 2 ? Ints.tryParse(words.getFirst()) : null;
    Integer most = words.size() == 2 ? Ints.tryParse(words.getLast()) : null;
    return least == null || most == null ? DEFAULT : new Ports(least, most);
  }

  /**
   * The lowest that is free. The kernel takes one at random, which would not be the same again.
   *
   * @throws dev.procnet.server.stack.ProcnetException OPERATION_REFUSED, EADDRNOTAVAIL
   */
  int firstFree(IntPredicate free) {
    for (int port = first; port <= last; port++) {
      if (free.test(port)) {
        return port;
      }
    }
    throw Refusals.refused(
        "EADDRNOTAVAIL",
        "ports " + first + " to " + last + " are all taken, expected a free one or `local.port`");
  }
}
