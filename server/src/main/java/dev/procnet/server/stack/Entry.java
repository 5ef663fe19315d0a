package dev.procnet.server.stack;

/**
 * A row that clients put and delete by a key of its own. Putting one whose key is there replaces
 * that one, in its place unless its order changes.
 */
public sealed interface Entry
    permits AnycastAddress,
        Bond,
        BootConfiguration,
        Connection,
        Connector,
        CpuStatistics,
        Expectation,
        FlowLabel,
        HashlimitBucket,
        IgmpQuerier,
        LinkMulticast,
        LogGroup,
        MatchTable,
        MulticastMembership,
        MulticastRoute,
        MulticastVif,
        PacketLogger,
        PacketQueue,
        RealmStatistics,
        RecentAddress,
        SctpAssociation,
        SctpEndpoint,
        Vlan,
        WirelessInterface,
        XtablesName {

  /** Where it stands. */
  Section<? extends Entry> section();

  /** What tells it from others of its section. */
  Object key();

  /** The interface without which it can't be; 0: none. */
  default int interfaceIndex() {
    return 0;
  }
}
