package dev.procnet.server.rpc;

import dev.procnet.v1.Counter;
import dev.procnet.v1.CpuStatistics;
import dev.procnet.v1.Entry;
import dev.procnet.v1.FlowLabel;
import dev.procnet.v1.FlowLabelSharing;
import dev.procnet.v1.RealmStatistics;
import dev.procnet.v1.SctpAssociation;
import dev.procnet.v1.SctpEndpoint;
import dev.procnet.v1.SctpLocalAddress;
import dev.procnet.v1.SctpState;
import dev.procnet.v1.SctpStyle;
import dev.procnet.v1.SctpTransport;
import dev.procnet.v1.SctpTransportState;
import dev.procnet.v1.TcpState;
import dev.procnet.v1.Vlan;
import dev.procnet.v1.VlanCounts;
import dev.procnet.v1.VlanEgressMapping;
import java.util.List;

/** An entry of each kind, complete, as a list gives it back. Its interface, if any, is 1. */
final class EntrySamples {

  private EntrySamples() {}

  /** One of each kind. */
  static List<Entry> all() {
    return List.of(
        Entry.newBuilder().setFlowLabel(flowLabel()).build(),
        Entry.newBuilder().setMulticastMembership(MulticastSamples.membership()).build(),
        Entry.newBuilder().setIgmpQuerier(MulticastSamples.querier()).build(),
        Entry.newBuilder().setLinkMulticast(MulticastSamples.link()).build(),
        Entry.newBuilder().setAnycastAddress(MulticastSamples.anycast()).build(),
        Entry.newBuilder().setMulticastVif(MulticastSamples.vif()).build(),
        Entry.newBuilder().setMulticastRoute(MulticastSamples.route()).build(),
        Entry.newBuilder().setConnector(MachineSamples.connector()).build(),
        Entry.newBuilder().setWirelessInterface(MachineSamples.wireless()).build(),
        Entry.newBuilder().setBootConfiguration(MachineSamples.bootConfiguration()).build(),
        Entry.newBuilder().setVlan(vlan()).build(),
        Entry.newBuilder().setBond(BondSamples.bond()).build(),
        Entry.newBuilder().setConnection(NetfilterSamples.connection()).build(),
        Entry.newBuilder().setExpectation(NetfilterSamples.expectation()).build(),
        Entry.newBuilder().setPacketLogger(NetfilterSamples.packetLogger()).build(),
        Entry.newBuilder().setLogGroup(NetfilterSamples.logGroup()).build(),
        Entry.newBuilder().setPacketQueue(NetfilterSamples.packetQueue()).build(),
        Entry.newBuilder().setXtablesName(NetfilterSamples.xtablesName()).build(),
        Entry.newBuilder().setMatchTable(NetfilterSamples.matchTable()).build(),
        Entry.newBuilder().setRecentAddress(NetfilterSamples.recentAddress()).build(),
        Entry.newBuilder().setHashlimitBucket(NetfilterSamples.hashlimitBucket()).build(),
        Entry.newBuilder().setCpuStatistics(cpuStatistics()).build(),
        Entry.newBuilder().setRealmStatistics(realmStatistics()).build(),
        Entry.newBuilder().setSctpEndpoint(sctpEndpoint()).build(),
        Entry.newBuilder().setSctpAssociation(sctpAssociation()).build());
  }

  private static Vlan.Builder vlan() {
    return Vlan.newBuilder()
        .setInterfaceIndex(1)
        .setVlanId(4094)
        .setParentName("eth0")
        .setReorderHeader(false)
        .setPrivFlags(0x81021)
        .addAllIngress(List.of(0, 2, 0, 4, 0, 0, 0, -1))
        .addEgress(VlanEgressMapping.newBuilder().setPriority(17).setCodePoint(1))
        .addEgress(VlanEgressMapping.newBuilder().setPriority(2).setCodePoint(3))
        .setBeyond(
            VlanCounts.newBuilder()
                .setRxFrames(1)
                .setRxBytes(2)
                .setRxMulticast(3)
                .setTxFrames(4)
                .setTxBytes(-5));
  }

  private static CpuStatistics.Builder cpuStatistics() {
    return CpuStatistics.newBuilder()
        .setFile("stat/nf_flowtable")
        .setCpu(3)
        .addCounters(Counter.newBuilder().setName("wq_add").setValue(7))
        .addCounters(Counter.newBuilder().setName("wq_del").setValue(0xFFFFFFFFL))
        .addCounters(Counter.newBuilder().setName("wq_stats").setValue(9));
  }

  private static RealmStatistics.Builder realmStatistics() {
    return RealmStatistics.newBuilder()
        .setRealm(255)
        .setOutBytes(-1)
        .setOutPackets(2)
        .setInBytes(3)
        .setInPackets(4);
  }

  private static SctpEndpoint.Builder sctpEndpoint() {
    return SctpEndpoint.newBuilder()
        .setInode(42111)
        .setUid(1000)
        .setStyle(SctpStyle.SCTP_STYLE_ONE_TO_ONE)
        .setSocketState(TcpState.TCP_STATE_CLOSE)
        .setBucket(39)
        .setLocalPort(9100)
        .addLocalAddresses("10.16.0.1")
        .addLocalAddresses("2001:db8::1");
  }

  private static SctpAssociation.Builder sctpAssociation() {
    return SctpAssociation.newBuilder()
        .setId(8)
        .setInode(42111)
        .setUid(1000)
        .setStyle(SctpStyle.SCTP_STYLE_ONE_TO_MANY_HIGH_BANDWIDTH)
        .setSocketState(TcpState.TCP_STATE_LISTEN)
        .setState(SctpState.SCTP_STATE_SHUTDOWN_ACK_SENT)
        .setTxQueue(1)
        .setRxQueue(2)
        .setLocalPort(3)
        .setRemotePort(4)
        .addLocalAddresses(SctpLocalAddress.newBuilder().setAddress("10.16.0.1").setPrimary(true))
        .addTransports(
            SctpTransport.newBuilder()
                .setAddress("2001:db8::1")
                .setPrimary(true)
                .setHeartbeat(true)
                .setRetransmitTimeout(300)
                .setMaxRetransmits(5)
                .setState(SctpTransportState.SCTP_TRANSPORT_STATE_UNCONFIRMED))
        .setHeartbeatInterval(5)
        .setInStreams(6)
        .setOutStreams(7)
        .setMaxRetransmits(8)
        .setInitRetries(9)
        .setShutdownRetries(10)
        .setRetransmittedChunks(11)
        .setSendAllocated(12)
        .setSendQueued(13)
        .setSendBuffer(14)
        .setReceiveBuffer(15);
  }

  private static FlowLabel.Builder flowLabel() {
    return FlowLabel.newBuilder()
        .setLabel(0x12345)
        .setSharing(FlowLabelSharing.FLOW_LABEL_SHARING_USER)
        .setOwner(1000)
        .setUsers(2)
        .setLingerSeconds(6)
        .setExpiresSeconds(-3)
        .setDestination("2001:db8::7")
        .setOptionLength(8);
  }
}
