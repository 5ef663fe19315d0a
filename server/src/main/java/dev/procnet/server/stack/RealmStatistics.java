package dev.procnet.server.stack;

/**
 * What passed between this stack and a realm of routes: a record of {@code rt_acct}.
 * net/ipv4/route.c rt_acct_proc_show, include/net/route.h struct ip_rt_acct.
 *
 * @param realm 0 to 255. Key
 * @param outBytes bytes sent, unsigned as all of them
 */
public record RealmStatistics(int realm, int outBytes, int outPackets, int inBytes, int inPackets)
    implements Entry {

  /** How many realms there are. */
  public static final int REALMS = 256;

  public RealmStatistics {
    Checks.inRange("realm", realm, 0, REALMS - 1);
  }

  @Override
  public Section<RealmStatistics> section() {
    return Section.REALM_STATISTICS;
  }

  @Override
  public Object key() {
    return realm;
  }
}
