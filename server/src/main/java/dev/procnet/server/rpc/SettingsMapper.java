package dev.procnet.server.rpc;

import dev.procnet.server.stack.Settings;
import dev.procnet.v1.PacketScheduler;
import dev.procnet.v1.StackSettings;

/** Settings of a stack. */
final class SettingsMapper {

  private SettingsMapper() {}

  static StackSettings toProto(Settings settings) {
    Settings.PacketScheduler scheduler = settings.packetScheduler();
    return StackSettings.newBuilder()
        .setNetwork(settings.network())
        .setIpv6(settings.ipv6())
        .setIpv4Routing(settings.ipv4Routing())
        .setPacketScheduler(
            PacketScheduler.newBuilder()
                .setNanosecondsPerMicrosecond(scheduler.nanosecondsPerMicrosecond())
                .setNanosecondsPerTick(scheduler.nanosecondsPerTick())
                .setMicrosecondsPerSecond(scheduler.microsecondsPerSecond())
                .setClockHz(scheduler.clockHz()))
        .setPolicyRules(settings.policyRules())
        .build();
  }

  /** The settings with those that are present. */
  static Settings merge(Settings settings, StackSettings proto) {
    return new Settings(
        proto.hasNetwork() ? proto.getNetwork() : settings.network(),
        proto.hasIpv6() ? proto.getIpv6() : settings.ipv6(),
        proto.hasIpv4Routing() ? proto.getIpv4Routing() : settings.ipv4Routing(),
        proto.hasPacketScheduler()
            ? scheduler(proto.getPacketScheduler())
            : settings.packetScheduler(),
        proto.hasPolicyRules() ? proto.getPolicyRules() : settings.policyRules());
  }

  private static Settings.PacketScheduler scheduler(PacketScheduler proto) {
    return new Settings.PacketScheduler(
        proto.getNanosecondsPerMicrosecond(),
        proto.getNanosecondsPerTick(),
        proto.getMicrosecondsPerSecond(),
        proto.getClockHz());
  }
}
