package dev.procnet.server.rpc;

import com.google.protobuf.ByteString;
import dev.procnet.v1.Connection;
import dev.procnet.v1.ConnectionGreKeys;
import dev.procnet.v1.ConnectionPorts;
import dev.procnet.v1.ConnectionStatus;
import dev.procnet.v1.ConnectionTraffic;
import dev.procnet.v1.ConnectionTuple;
import dev.procnet.v1.ConnectionZone;
import dev.procnet.v1.ConnectionZoneDirection;
import dev.procnet.v1.Expectation;
import dev.procnet.v1.GreTimeouts;
import dev.procnet.v1.HashlimitBucket;
import dev.procnet.v1.LogGroup;
import dev.procnet.v1.MatchTable;
import dev.procnet.v1.MatchTableModule;
import dev.procnet.v1.PacketCopyMode;
import dev.procnet.v1.PacketLogger;
import dev.procnet.v1.PacketQueue;
import dev.procnet.v1.RecentAddress;
import dev.procnet.v1.XtablesFamily;
import dev.procnet.v1.XtablesKind;
import dev.procnet.v1.XtablesName;

/** Entries of netfilter, complete, as a list gives them back. */
final class NetfilterSamples {

  private NetfilterSamples() {}

  static Connection.Builder connection() {
    return Connection.newBuilder()
        .setProtocol(47)
        .setOriginal(gre("2001:db8::1", "2001:db8::2", 1, 0xFFFF))
        .setReply(gre("2001:db8::2", "2001:db8::9", 0xFFFF, 1))
        .setOriginalTraffic(ConnectionTraffic.newBuilder().setPackets(-1).setBytes(7))
        .setReplyTraffic(ConnectionTraffic.newBuilder().setPackets(2).setBytes(-1))
        .setTimeoutSeconds(-5)
        .setGreTimeouts(GreTimeouts.newBuilder().setUnrepliedSeconds(30).setStreamSeconds(-1))
        .setUnreplied(true)
        .setStatus(ConnectionStatus.CONNECTION_STATUS_HARDWARE_OFFLOAD)
        .setMark(-1)
        .setSecurityMark(0)
        .setSecurityContext(ByteString.copyFromUtf8("system_u:object_r:é"))
        .setZone(
            ConnectionZone.newBuilder()
                .setId(0xFFFF)
                .setDirection(ConnectionZoneDirection.CONNECTION_ZONE_DIRECTION_REPLY))
        .setAgeSeconds(-1)
        .setUseCount(-1);
  }

  private static ConnectionTuple gre(String source, String destination, int from, int to) {
    return ConnectionTuple.newBuilder()
        .setSource(source)
        .setDestination(destination)
        .setGreKeys(ConnectionGreKeys.newBuilder().setSource(from).setDestination(to))
        .build();
  }

  static Expectation.Builder expectation() {
    return Expectation.newBuilder()
        .setProtocol(6)
        .setTuple(tcp("10.0.0.1", "10.0.0.2", 0, 0xFFFF))
        .setTimeoutSeconds(293)
        .setPermanent(true)
        .setInactive(true)
        .setUserspace(true)
        .setHelper("sip/signalling");
  }

  static PacketLogger.Builder packetLogger() {
    return PacketLogger.newBuilder()
        .setFamily(10)
        .setActive("nf_log_ipv6")
        .addRegistered("nf_log_ipv6")
        .addRegistered("nfnetlink_log");
  }

  static LogGroup.Builder logGroup() {
    return LogGroup.newBuilder()
        .setGroup(0xFFFF)
        .setPortId(-1)
        .setQueueLength(1)
        .setCopyMode(PacketCopyMode.PACKET_COPY_MODE_META)
        .setCopyRange(-1)
        .setFlushTimeoutCentiseconds(100)
        .setUseCount(2);
  }

  static PacketQueue.Builder packetQueue() {
    return PacketQueue.newBuilder()
        .setNumber(0xFFFF)
        .setPortId(-1)
        .setLength(1)
        .setCopyMode(PacketCopyMode.PACKET_COPY_MODE_NONE)
        .setCopyRange(-1)
        .setDropped(3)
        .setUserDropped(4)
        .setIdSequence(-1);
  }

  static XtablesName.Builder xtablesName() {
    return XtablesName.newBuilder()
        .setFamily(XtablesFamily.XTABLES_FAMILY_ARP)
        .setKind(XtablesKind.XTABLES_KIND_TARGET)
        .setName("NFQUEUE")
        .setInstance(7);
  }

  static MatchTable.Builder matchTable() {
    return MatchTable.newBuilder()
        .setModule(MatchTableModule.MATCH_TABLE_MODULE_HASHLIMIT_IPV6)
        .setName("é");
  }

  static RecentAddress.Builder recentAddress() {
    return RecentAddress.newBuilder()
        .setList("DEFAULT")
        .setAddress("2001:db8::1")
        .setTtl(64)
        .setNewest(1)
        .addTimestamps(-1)
        .addTimestamps(5);
  }

  static HashlimitBucket.Builder hashlimitBucket() {
    return HashlimitBucket.newBuilder()
        .setTable("http")
        .setSource("10.0.0.1")
        .setSourcePort(0xFFFF)
        .setDestination("10.0.0.2")
        .setDestinationPort(80)
        .setExpiresSeconds(-1)
        .setCredit(-1)
        .setCreditCap(2)
        .setCost(3);
  }

  /** A direction of a TCP connection. */
  static ConnectionTuple tcp(String source, String destination, int from, int to) {
    return ConnectionTuple.newBuilder()
        .setSource(source)
        .setDestination(destination)
        .setPorts(ConnectionPorts.newBuilder().setSource(from).setDestination(to))
        .build();
  }
}
