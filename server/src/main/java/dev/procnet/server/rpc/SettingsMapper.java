package dev.procnet.server.rpc;

import dev.procnet.server.stack.Settings;
import dev.procnet.v1.PacketScheduler;
import dev.procnet.v1.StackSettings;
import dev.procnet.v1.VlanNames;

/** Settings of a stack. */
final class SettingsMapper {

  private static final EnumNumbers<Settings.VlanNames> VLAN_NAMES =
      EnumNumbers.of(Settings.VlanNames.class);

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
        .setVlanNames(VlanNames.forNumber(VLAN_NAMES.number(settings.vlanNames())))
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
        proto.hasPolicyRules() ? proto.getPolicyRules() : settings.policyRules(),
        vlanNames(settings, proto));
  }

  private static Settings.VlanNames vlanNames(Settings settings, StackSettings proto) {
    Violations wrong = new Violations();
    Settings.VlanNames names =
        VLAN_NAMES.value(wrong, "vlan_names", proto.getVlanNamesValue(), settings.vlanNames());
    wrong.throwIfAny();
    return names;
  }

  private static Settings.PacketScheduler scheduler(PacketScheduler proto) {
    return new Settings.PacketScheduler(
        proto.getNanosecondsPerMicrosecond(),
        proto.getNanosecondsPerTick(),
        proto.getMicrosecondsPerSecond(),
        proto.getClockHz());
  }
}
