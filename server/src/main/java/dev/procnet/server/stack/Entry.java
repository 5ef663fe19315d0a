package dev.procnet.server.stack;

import com.google.common.base.CaseFormat;

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

  /** What users call its kind: {@code flow_label}. */
  default String kindName() {
    return CaseFormat.UPPER_CAMEL.to(CaseFormat.LOWER_UNDERSCORE, getClass().getSimpleName());
  }

  /** What tells it from others of its section. */
  Object key();

  /** The interface without which it can't be; 0: none. */
  default int interfaceIndex() {
    return 0;
  }
}
