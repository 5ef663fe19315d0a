package dev.procnet.server.rpc;

import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.AnycastAddress;
import dev.procnet.v1.IgmpQuerier;
import dev.procnet.v1.IgmpVersion;
import dev.procnet.v1.LinkMulticast;
import dev.procnet.v1.MulticastMembership;
import dev.procnet.v1.MulticastOutgoing;
import dev.procnet.v1.MulticastRoute;
import dev.procnet.v1.MulticastSource;
import dev.procnet.v1.MulticastVif;

/** Entries of multicast and anycast, complete. */
final class MulticastSamples {

  private MulticastSamples() {}

  static MulticastMembership.Builder membership() {
    return MulticastMembership.newBuilder()
        .setInterfaceIndex(1)
        .setGroup("ff3e::8000:9")
        .setUsers(2)
        .setFlags(7)
        .setTimerTicks(504)
        .addSources(MulticastSource.newBuilder().setAddress("2001:db8::10").setInclude(1))
        .addSources(MulticastSource.newBuilder().setAddress("2001:db8::11").setExclude(-1));
  }

  static IgmpQuerier.Builder querier() {
    return IgmpQuerier.newBuilder().setInterfaceIndex(1).setVersion(IgmpVersion.IGMP_VERSION_V2);
  }

  static LinkMulticast.Builder link() {
    return LinkMulticast.newBuilder()
        .setInterfaceIndex(1)
        .setAddress("01:80:c2:00:00:0e")
        .setReferences(1)
        .setGlobalUse(true);
  }

  static MulticastVif.Builder vif() {
    return MulticastVif.newBuilder()
        .setFamily(AddressFamily.ADDRESS_FAMILY_IPV4)
        .setNumber(31)
        .setInterfaceIndex(1)
        .setBytesIn(1)
        .setPacketsIn(2)
        .setBytesOut(-1)
        .setPacketsOut(4)
        .setFlags(0x8004)
        .setLocal("10.16.0.1")
        .setRemote("10.17.0.1");
  }

  static MulticastRoute.Builder route() {
    return MulticastRoute.newBuilder()
        .setGroup("ff0e::5")
        .setOrigin("2001:db8::2")
        .setIncoming(0)
        .setPackets(2)
        .setBytes(-1)
        .setWrong(3)
        .addOutgoing(MulticastOutgoing.newBuilder().setVif(1).setTtl(1))
        .addOutgoing(MulticastOutgoing.newBuilder().setVif(31).setTtl(254));
  }

  static AnycastAddress.Builder anycast() {
    return AnycastAddress.newBuilder().setInterfaceIndex(1).setAddress("2001:db8:1::").setUsers(2);
  }
}
