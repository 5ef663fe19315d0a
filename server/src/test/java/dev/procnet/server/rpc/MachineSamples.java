package dev.procnet.server.rpc;

import dev.procnet.v1.BootConfiguration;
import dev.procnet.v1.BootProtocol;
import dev.procnet.v1.Connector;
import dev.procnet.v1.WirelessInterface;

/** Entries of the initial network namespace and of wireless interfaces, complete. */
final class MachineSamples {

  private MachineSamples() {}

  static Connector.Builder connector() {
    return Connector.newBuilder().setName("cn_proc").setIndex(1).setValue(-1);
  }

  static BootConfiguration.Builder bootConfiguration() {
    return BootConfiguration.newBuilder()
        .setProtocol(BootProtocol.BOOT_PROTOCOL_DHCP)
        .setDomain("example.org")
        .addNameservers("192.0.2.1")
        .addNameservers("0.0.0.0")
        .setBootServer("192.0.2.3")
        .addNtpServers("192.0.2.4");
  }

  static WirelessInterface.Builder wireless() {
    return WirelessInterface.newBuilder()
        .setInterfaceIndex(1)
        .setStatus(0xFFFF)
        .setQuality(70)
        .setLevel(-40)
        .setNoise(-256)
        .setQualityUpdated(true)
        .setNoiseUpdated(true)
        .setDiscardedNwid(1)
        .setDiscardedCode(2)
        .setDiscardedFragment(3)
        .setDiscardedRetries(4)
        .setDiscardedMisc(5)
        .setMissedBeacons(-1);
  }
}
