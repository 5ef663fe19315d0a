package dev.procnet.server.rpc;

import dev.procnet.server.stack.AnycastAddress;
import dev.procnet.server.stack.Bond;
import dev.procnet.server.stack.BootConfiguration;
import dev.procnet.server.stack.Connection;
import dev.procnet.server.stack.Connector;
import dev.procnet.server.stack.CpuStatistics;
import dev.procnet.server.stack.Entry;
import dev.procnet.server.stack.Expectation;
import dev.procnet.server.stack.FlowLabel;
import dev.procnet.server.stack.HashlimitBucket;
import dev.procnet.server.stack.IgmpQuerier;
import dev.procnet.server.stack.LinkMulticast;
import dev.procnet.server.stack.LogGroup;
import dev.procnet.server.stack.MatchTable;
import dev.procnet.server.stack.MulticastMembership;
import dev.procnet.server.stack.MulticastRoute;
import dev.procnet.server.stack.MulticastVif;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.PacketLogger;
import dev.procnet.server.stack.PacketQueue;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.RealmStatistics;
import dev.procnet.server.stack.RecentAddress;
import dev.procnet.server.stack.SctpAssociation;
import dev.procnet.server.stack.SctpEndpoint;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Suggestions;
import dev.procnet.server.stack.Vlan;
import dev.procnet.server.stack.WirelessInterface;
import dev.procnet.server.stack.XtablesName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Entries of every kind: to and from the mapper of each. */
final class EntryMapper {

  private EntryMapper() {}

  /** An entry as a reader sees it. */
  static dev.procnet.v1.Entry toProto(Entry entry, View view) {
    return toProto(entry, view.sight());
  }

  /** An entry as far as one may see it. */
  static dev.procnet.v1.Entry toProto(Entry entry, Sight sight) {
    dev.procnet.v1.Entry.Builder proto = dev.procnet.v1.Entry.newBuilder();
    switch (entry) {
      case FlowLabel row -> proto.setFlowLabel(FlowLabelMapper.toProto(row, sight));
      case MulticastMembership row ->
          proto.setMulticastMembership(MulticastMapper.toProto(row, sight));
      case IgmpQuerier row -> proto.setIgmpQuerier(MulticastMapper.toProto(row));
      case LinkMulticast row -> proto.setLinkMulticast(MulticastMapper.toProto(row, sight));
      case AnycastAddress row -> proto.setAnycastAddress(MulticastMapper.toProto(row, sight));
      case MulticastVif row -> proto.setMulticastVif(MulticastRoutingMapper.toProto(row, sight));
      case MulticastRoute row ->
          proto.setMulticastRoute(MulticastRoutingMapper.toProto(row, sight));
      case Connector row -> proto.setConnector(MachineMapper.toProto(row));
      case WirelessInterface row -> proto.setWirelessInterface(WirelessMapper.toProto(row));
      case BootConfiguration row -> proto.setBootConfiguration(MachineMapper.toProto(row, sight));
      case Vlan row -> proto.setVlan(VlanMapper.toProto(row));
      case Bond row -> proto.setBond(BondMapper.toProto(row, sight));
      case Connection row -> proto.setConnection(ConnectionMapper.toProto(row, sight));
      case Expectation row -> proto.setExpectation(ExpectationMapper.toProto(row, sight));
      case PacketLogger row -> proto.setPacketLogger(PacketLoggerMapper.toProto(row));
      case LogGroup row -> proto.setLogGroup(LogGroupMapper.toProto(row));
      case PacketQueue row -> proto.setPacketQueue(PacketQueueMapper.toProto(row));
      case XtablesName row -> proto.setXtablesName(XtablesNameMapper.toProto(row));
      case CpuStatistics row -> proto.setCpuStatistics(StatisticsMapper.toProto(row));
      case RealmStatistics row -> proto.setRealmStatistics(StatisticsMapper.toProto(row));
      case MatchTable row -> proto.setMatchTable(MatchTableMapper.toProto(row));
      case RecentAddress row -> proto.setRecentAddress(RecentAddressMapper.toProto(row, sight));
      case HashlimitBucket row ->
          proto.setHashlimitBucket(HashlimitBucketMapper.toProto(row, sight));
      case SctpEndpoint row -> proto.setSctpEndpoint(SctpMapper.toProto(row, sight));
      case SctpAssociation row -> proto.setSctpAssociation(SctpMapper.toProto(row, sight));
    }
    return proto.build();
  }

  /**
   * An entry to put.
   *
   * @throws ProcnetException FIELD_INVALID with all that is wrong, {@code flow_label.label}
   */
  static Entry toModel(dev.procnet.v1.Entry proto) {
    return switch (proto.getKindCase()) {
      case FLOW_LABEL ->
          Violations.under("flow_label", () -> FlowLabelMapper.toModel(proto.getFlowLabel()));
      case MULTICAST_MEMBERSHIP ->
          Violations.under(
              "multicast_membership",
              () -> MulticastMapper.toModel(proto.getMulticastMembership()));
      case IGMP_QUERIER ->
          Violations.under("igmp_querier", () -> MulticastMapper.toModel(proto.getIgmpQuerier()));
      case LINK_MULTICAST ->
          Violations.under(
              "link_multicast", () -> MulticastMapper.toModel(proto.getLinkMulticast()));
      case ANYCAST_ADDRESS ->
          Violations.under(
              "anycast_address", () -> MulticastMapper.toModel(proto.getAnycastAddress()));
      case MULTICAST_VIF ->
          Violations.under(
              "multicast_vif", () -> MulticastRoutingMapper.toModel(proto.getMulticastVif()));
      case MULTICAST_ROUTE ->
          Violations.under(
              "multicast_route", () -> MulticastRoutingMapper.toModel(proto.getMulticastRoute()));
      case CONNECTOR ->
          Violations.under("connector", () -> MachineMapper.toModel(proto.getConnector()));
      case WIRELESS_INTERFACE ->
          Violations.under(
              "wireless_interface", () -> WirelessMapper.toModel(proto.getWirelessInterface()));
      case BOOT_CONFIGURATION ->
          Violations.under(
              "boot_configuration", () -> MachineMapper.toModel(proto.getBootConfiguration()));
      case BOND -> Violations.under("bond", () -> BondMapper.toModel(proto.getBond()));
      case VLAN -> Violations.under("vlan", () -> VlanMapper.toModel(proto.getVlan()));
      case CONNECTION ->
          Violations.under("connection", () -> ConnectionMapper.toModel(proto.getConnection()));
      case EXPECTATION ->
          Violations.under("expectation", () -> ExpectationMapper.toModel(proto.getExpectation()));
      case PACKET_LOGGER ->
          Violations.under(
              "packet_logger", () -> PacketLoggerMapper.toModel(proto.getPacketLogger()));
      case LOG_GROUP ->
          Violations.under("log_group", () -> LogGroupMapper.toModel(proto.getLogGroup()));
      case PACKET_QUEUE ->
          Violations.under("packet_queue", () -> PacketQueueMapper.toModel(proto.getPacketQueue()));
      case XTABLES_NAME ->
          Violations.under("xtables_name", () -> XtablesNameMapper.toModel(proto.getXtablesName()));
      case CPU_STATISTICS ->
          Violations.under(
              "cpu_statistics", () -> StatisticsMapper.toModel(proto.getCpuStatistics()));
      case REALM_STATISTICS ->
          Violations.under(
              "realm_statistics", () -> StatisticsMapper.toModel(proto.getRealmStatistics()));
      case MATCH_TABLE ->
          Violations.under("match_table", () -> MatchTableMapper.toModel(proto.getMatchTable()));
      case RECENT_ADDRESS ->
          Violations.under(
              "recent_address", () -> RecentAddressMapper.toModel(proto.getRecentAddress()));
      case HASHLIMIT_BUCKET ->
          Violations.under(
              "hashlimit_bucket", () -> HashlimitBucketMapper.toModel(proto.getHashlimitBucket()));
      case SCTP_ENDPOINT ->
          Violations.under("sctp_endpoint", () -> SctpMapper.toModel(proto.getSctpEndpoint()));
      case SCTP_ASSOCIATION ->
          Violations.under(
              "sctp_association", () -> SctpMapper.toModel(proto.getSctpAssociation()));
      case KIND_NOT_SET -> throw noKind();
    };
  }

  /** The mutation that removes an entry. Only the fields of its key are looked at. */
  static Mutation.DeleteEntry deletion(dev.procnet.v1.Entry proto) {
    return switch (proto.getKindCase()) {
      case FLOW_LABEL ->
          new Mutation.DeleteEntry(Section.FLOW_LABELS, proto.getFlowLabel().getLabel());
      case MULTICAST_MEMBERSHIP ->
          new Mutation.DeleteEntry(
              Section.MULTICAST_MEMBERSHIPS,
              Violations.under(
                  "multicast_membership",
                  () -> MulticastMapper.key(proto.getMulticastMembership())));
      case IGMP_QUERIER ->
          new Mutation.DeleteEntry(
              Section.IGMP_QUERIERS, proto.getIgmpQuerier().getInterfaceIndex());
      case LINK_MULTICAST ->
          new Mutation.DeleteEntry(
              Section.LINK_MULTICASTS,
              Violations.under(
                  "link_multicast", () -> MulticastMapper.key(proto.getLinkMulticast())));
      case ANYCAST_ADDRESS ->
          new Mutation.DeleteEntry(
              Section.ANYCAST_ADDRESSES,
              Violations.under(
                  "anycast_address", () -> MulticastMapper.key(proto.getAnycastAddress())));
      case MULTICAST_VIF ->
          new Mutation.DeleteEntry(
              Section.MULTICAST_VIFS,
              Violations.under(
                  "multicast_vif", () -> MulticastRoutingMapper.key(proto.getMulticastVif())));
      case MULTICAST_ROUTE ->
          new Mutation.DeleteEntry(
              Section.MULTICAST_ROUTES,
              Violations.under(
                  "multicast_route", () -> MulticastRoutingMapper.key(proto.getMulticastRoute())));
      case CONNECTOR ->
          new Mutation.DeleteEntry(Section.CONNECTORS, MachineMapper.key(proto.getConnector()));
      case WIRELESS_INTERFACE ->
          new Mutation.DeleteEntry(
              Section.WIRELESS_INTERFACES, proto.getWirelessInterface().getInterfaceIndex());
      case BOOT_CONFIGURATION ->
          new Mutation.DeleteEntry(Section.BOOT_CONFIGURATIONS, BootConfiguration.NOTHING.key());
      case BOND -> new Mutation.DeleteEntry(Section.BONDS, proto.getBond().getInterfaceIndex());
      case VLAN -> new Mutation.DeleteEntry(Section.VLANS, proto.getVlan().getInterfaceIndex());
      case CONNECTION ->
          new Mutation.DeleteEntry(
              Section.CONNECTIONS,
              Violations.under("connection", () -> ConnectionMapper.key(proto.getConnection())));
      case EXPECTATION ->
          new Mutation.DeleteEntry(
              Section.EXPECTATIONS,
              Violations.under("expectation", () -> ExpectationMapper.key(proto.getExpectation())));
      case PACKET_LOGGER ->
          new Mutation.DeleteEntry(Section.PACKET_LOGGERS, proto.getPacketLogger().getFamily());
      case LOG_GROUP ->
          new Mutation.DeleteEntry(Section.LOG_GROUPS, proto.getLogGroup().getGroup());
      case PACKET_QUEUE ->
          new Mutation.DeleteEntry(Section.PACKET_QUEUES, proto.getPacketQueue().getNumber());
      case XTABLES_NAME ->
          new Mutation.DeleteEntry(
              Section.XTABLES_NAMES,
              Violations.under(
                  "xtables_name", () -> XtablesNameMapper.toModel(proto.getXtablesName())));
      case CPU_STATISTICS ->
          new Mutation.DeleteEntry(
              Section.CPU_STATISTICS,
              Violations.under(
                  "cpu_statistics", () -> StatisticsMapper.key(proto.getCpuStatistics())));
      case REALM_STATISTICS ->
          new Mutation.DeleteEntry(Section.REALM_STATISTICS, proto.getRealmStatistics().getRealm());
      case MATCH_TABLE ->
          new Mutation.DeleteEntry(
              Section.MATCH_TABLES,
              Violations.under(
                  "match_table", () -> MatchTableMapper.toModel(proto.getMatchTable())));
      case RECENT_ADDRESS ->
          new Mutation.DeleteEntry(
              Section.RECENT_ADDRESSES,
              Violations.under(
                  "recent_address", () -> RecentAddressMapper.key(proto.getRecentAddress())));
      case HASHLIMIT_BUCKET ->
          new Mutation.DeleteEntry(
              Section.HASHLIMIT_BUCKETS,
              Violations.under(
                  "hashlimit_bucket", () -> HashlimitBucketMapper.key(proto.getHashlimitBucket())));
      case SCTP_ENDPOINT ->
          new Mutation.DeleteEntry(Section.SCTP_ENDPOINTS, proto.getSctpEndpoint().getInode());
      case SCTP_ASSOCIATION ->
          new Mutation.DeleteEntry(Section.SCTP_ASSOCIATIONS, proto.getSctpAssociation().getId());
      case KIND_NOT_SET -> throw noKind();
    };
  }

  private static ProcnetException noKind() {
    return ProcnetException.field("kind", "is not set, expected one kind of entry");
  }

  /**
   * The sections of some kinds, all where none is named.
   *
   * @throws ProcnetException FIELD_INVALID, {@code kinds[1]}
   */
  static List<Section<? extends Entry>> sections(List<String> kinds) {
    if (kinds.isEmpty()) {
      return Section.ENTRIES;
    }
    Violations wrong = new Violations();
    List<Section<? extends Entry>> sections = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      String kind = kinds.get(i);
      wrong.check("kinds[" + i + "]", () -> sections.add(section(kind)));
    }
    wrong.throwIfAny();
    return sections;
  }

  private static Section<? extends Entry> section(String kind) {
    Collection<String> known = Section.ENTRIES.stream().map(Section::name).toList();
    return Section.ENTRIES.stream()
        .filter(section -> Objects.equals(section.name(), kind))
        .findFirst()
        .orElseThrow(
            () ->
                ProcnetException.field(
                    "",
                    "is "
                        + Violations.quote(kind)
                        + ", expected a kind of entry"
                        + Suggestions.didYouMean(kind, known)));
  }
}
