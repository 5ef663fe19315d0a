package dev.procnet.server.stack;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A VLAN: a row of {@code vlan/config} and the file {@code vlan/DEVICE}. net/8021q/vlanproc.c.
 *
 * @param interfaceIndex its own interface, key
 * @param id 0 to 4094
 * @param parentIndex the interface that carries it; 0: one of another namespace
 * @param parentName name of a parent in another namespace, null where its index is known
 * @param privFlags private flags of the interface
 * @param ingress priorities, unsigned, of packets with the code points 0 to 7
 * @param egress by the low four bits of the priority, of equal ones the newest first
 * @param beyond what its file counts beyond the statistics of its interface
 */
public record Vlan(
    int interfaceIndex,
    int id,
    int parentIndex,
    @Nullable InterfaceName parentName,
    boolean reorderHeader,
    long privFlags,
    List<Integer> ingress,
    List<Egress> egress,
    Counts beyond)
    implements Entry {

  /** Packets with any code point have priority 0. */
  public static final List<Integer> NO_INGRESS = Collections.nCopies(8, 0);

  private static final int MAX_ID = 4094;
  private static final int EGRESS_BUCKETS = 16;

  public Vlan {
    Checks.inRange("interface_index", interfaceIndex, 1, Integer.MAX_VALUE);
    Checks.inRange("vlan_id", id, 0, MAX_ID);
    Checks.inRange("parent_index", parentIndex, 0, Integer.MAX_VALUE);
    Checks.check(
        (parentIndex == 0) == (parentName != null),
        "parent_name",
        "is " + (parentName == null ? "empty" : "set") + ", expected either it or parent_index");
    Checks.check(
        parentIndex != interfaceIndex, "parent_index", "is its own, expected another interface");
    ingress = List.copyOf(ingress);
    egress = List.copyOf(egress);
    Checks.check(ingress.size() == 8, "ingress", "has " + ingress.size() + ", expected 8");
    checkEgress(egress);
  }

  private static void checkEgress(List<Egress> egress) {
    int bucket = 0;
    Set<Integer> priorities = new HashSet<>();
    for (Egress mapping : egress) {
      int next = mapping.priority() & (EGRESS_BUCKETS - 1);
      String priority = Integer.toUnsignedString(mapping.priority());
      Checks.check(
          next >= bucket,
          "egress",
          "has priority " + priority + " late, expected order by its low four bits");
      Checks.check(
          priorities.add(mapping.priority()),
          "egress",
          "has priority " + priority + " a second time, expected each once");
      bucket = next;
    }
  }

  /**
   * The code point of packets of a priority.
   *
   * @param priority unsigned
   * @param codePoint 0 to 7
   */
  public record Egress(int priority, int codePoint) {
    public Egress {
      Checks.inRange("code_point", codePoint, 0, 7);
    }
  }

  /** What the file counts, unsigned, wrapping at 2^64. */
  public record Counts(long rxFrames, long rxBytes, long rxMulticast, long txFrames, long txBytes) {

    /** All zero. */
    public static final Counts ZERO = new Counts(0, 0, 0, 0, 0);

    /** Those of an interface. vlan_dev_get_stats64. */
    public static Counts of(InterfaceStatistics statistics) {
      return new Counts(
          statistics.rxPackets(),
          statistics.rxBytes(),
          statistics.rxMulticast(),
          statistics.txPackets(),
          statistics.txBytes());
    }

    /** Count by count. */
    public Counts plus(Counts more) {
      return new Counts(
          rxFrames + more.rxFrames,
          rxBytes + more.rxBytes,
          rxMulticast + more.rxMulticast,
          txFrames + more.txFrames,
          txBytes + more.txBytes);
    }

    /** Count by count. */
    public Counts minus(Counts less) {
      return new Counts(
          rxFrames - less.rxFrames,
          rxBytes - less.rxBytes,
          rxMulticast - less.rxMulticast,
          txFrames - less.txFrames,
          txBytes - less.txBytes);
    }
  }

  @Override
  public Section<Vlan> section() {
    return Section.VLANS;
  }

  @Override
  public Object key() {
    return interfaceIndex;
  }
}
