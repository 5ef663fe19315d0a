package dev.procnet.server.rpc;

import dev.procnet.v1.AnycastAddress;
import dev.procnet.v1.IgmpQuerier;
import dev.procnet.v1.IgmpVersion;
import dev.procnet.v1.LinkMulticast;
import dev.procnet.v1.MulticastMembership;
import dev.procnet.v1.MulticastSource;

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

  static AnycastAddress.Builder anycast() {
    return AnycastAddress.newBuilder().setInterfaceIndex(1).setAddress("2001:db8:1::").setUsers(2);
  }
}
