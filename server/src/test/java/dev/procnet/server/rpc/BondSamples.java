package dev.procnet.server.rpc;

import dev.procnet.v1.Bond;
import dev.procnet.v1.BondAggregator;
import dev.procnet.v1.BondArpMonitor;
import dev.procnet.v1.BondChurn;
import dev.procnet.v1.BondDuplex;
import dev.procnet.v1.BondFailOverMac;
import dev.procnet.v1.BondHashPolicy;
import dev.procnet.v1.BondLacp;
import dev.procnet.v1.BondLink;
import dev.procnet.v1.BondMode;
import dev.procnet.v1.BondPdu;
import dev.procnet.v1.BondPort;
import dev.procnet.v1.BondPrimaryReselect;
import dev.procnet.v1.BondSelection;
import dev.procnet.v1.BondSlave;
import dev.procnet.v1.BondSystem;

/** A bond that has all that a bond can have. */
final class BondSamples {

  private BondSamples() {}

  static Bond.Builder bond() {
    return Bond.newBuilder()
        .setInterfaceIndex(1)
        .setDriverVersion("v6.18.1")
        .setMode(BondMode.BOND_MODE_IEEE_802_3AD)
        .setFailOverMac(BondFailOverMac.BOND_FAIL_OVER_MAC_FOLLOW)
        .setHashPolicy(BondHashPolicy.BOND_HASH_POLICY_VLAN_SRCMAC)
        .setPrimaryIndex(1)
        .setPrimaryReselect(BondPrimaryReselect.BOND_PRIMARY_RESELECT_FAILURE)
        .setActiveIndex(1)
        .setUp(true)
        .setPollingInterval(100)
        .setUpDelay(200)
        .setDownDelay(300)
        .setPeerNotificationDelay(400)
        .setArpMonitor(
            BondArpMonitor.newBuilder()
                .setInterval(1000)
                .setMissedMax(3)
                .addIpv4Targets("10.16.0.1")
                .addIpv6Targets("2001:db8::1"))
        .setLacp(lacp())
        .addSlaves(slave());
  }

  private static BondLacp.Builder lacp() {
    BondAggregator.Builder aggregator =
        BondAggregator.newBuilder()
            .setId(1)
            .setPorts(2)
            .setActorKey(15)
            .setPartnerKey(16)
            .setPartnerAddress("02:00:00:00:00:02");
    return BondLacp.newBuilder()
        .setActive(false)
        .setFast(true)
        .setMinLinks(1)
        .setSelection(BondSelection.BOND_SELECTION_ACTOR_PORT_PRIO)
        .setSystem(
            BondSystem.newBuilder()
                .setPriority(65535)
                .setAddress("02:00:00:00:00:01")
                .setAggregator(aggregator));
  }

  private static BondSlave.Builder slave() {
    return BondSlave.newBuilder()
        .setInterfaceIndex(1)
        .setLink(BondLink.BOND_LINK_GOING_BACK)
        .setSpeed(10000)
        .setDuplex(BondDuplex.BOND_DUPLEX_FULL)
        .setLinkFailures(-1)
        .setPermanentAddress("02:00:00:00:00:03")
        .setQueueId(7)
        .setPort(
            BondPort.newBuilder()
                .setAggregatorId(1)
                .setActorChurn(BondChurn.BOND_CHURN_CHURNED)
                .setPartnerChurn(BondChurn.BOND_CHURN_UNKNOWN)
                .setActorChurned(3)
                .setPartnerChurned(4)
                .setActor(pdu().setKey(15))
                .setPartner(pdu().setKey(16)));
  }

  private static BondPdu.Builder pdu() {
    return BondPdu.newBuilder()
        .setSystemPriority(65535)
        .setSystemAddress("02:00:00:00:00:01")
        .setPortPriority(255)
        .setPortNumber(1)
        .setPortState(77);
  }
}
