package dev.procnet.server.stack;

/**
 * A lease of an IPv6 flow label: a row of {@code ip6_flowlabel}. net/ipv6/ip6_flowlabel.c
 * ip6fl_seq_show.
 *
 * @param label 20 bits, host order. Key
 * @param owner process where it is shared by one, uid where by a user, else 0; unsigned
 * @param users how many sockets hold it
 * @param linger seconds for which it outlives its last user
 * @param expires seconds left, negative once over
 * @param optionLength bytes of the extension headers that go with it
 */
public record FlowLabel(
    int label,
    Sharing sharing,
    int owner,
    int users,
    long linger,
    long expires,
    Ipv6Address destination,
    int optionLength)
    implements Entry {

  /** Highest label. RFC 6437 section 2. */
  private static final int MAX_LABEL = 0xFFFFF;

  /** Who may share it. Numbers are IPV6_FL_S_ of include/uapi/linux/in6.h. */
  public enum Sharing {
    NONE(0),
    EXCLUSIVE(1),
    PROCESS(2),
    USER(3),
    ANY(255);

    private final int number;

    Sharing(int number) {
      this.number = number;
    }

    /** As printed. */
    public int number() {
      return number;
    }
  }

  public FlowLabel {
    Checks.inRange("label", label, 0, MAX_LABEL);
  }

  @Override
  public Section<FlowLabel> section() {
    return Section.FLOW_LABELS;
  }

  /** The same, at another time. */
  public FlowLabel withExpires(long newExpires) {
    return new FlowLabel(
        label, sharing, owner, users, linger, newExpires, destination, optionLength);
  }

  @Override
  public Object key() {
    return label;
  }
}
