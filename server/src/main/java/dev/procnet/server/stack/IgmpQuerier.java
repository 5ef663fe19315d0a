package dev.procnet.server.stack;

/**
 * Which version of IGMP an interface speaks where it is not the third: the column Querier of {@code
 * igmp}. net/ipv4/igmp.c igmp_mc_seq_show.
 *
 * @param interfaceIndex key
 */
public record IgmpQuerier(int interfaceIndex, Version version) implements Entry {

  /** A version, as printed. */
  public enum Version {
    NONE,
    V1,
    V2,
    V3
  }

  public IgmpQuerier {
    Checks.inRange("interface_index", interfaceIndex, 1, Integer.MAX_VALUE);
  }

  @Override
  public Section<IgmpQuerier> section() {
    return Section.IGMP_QUERIERS;
  }

  @Override
  public Object key() {
    return interfaceIndex;
  }
}
