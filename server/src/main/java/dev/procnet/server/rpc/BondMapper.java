package dev.procnet.server.rpc;

import dev.procnet.server.netfile.AddressText;
import dev.procnet.server.stack.Bond;
import dev.procnet.server.stack.Bond.ArpMonitor;
import dev.procnet.server.stack.Bond.Delays;
import dev.procnet.server.stack.Bond.FailOverMac;
import dev.procnet.server.stack.Bond.HashPolicy;
import dev.procnet.server.stack.Bond.Mode;
import dev.procnet.server.stack.Bond.PrimaryReselect;
import dev.procnet.server.stack.BondLacp;
import dev.procnet.server.stack.BondSlave;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.v1.BondArpMonitor;
import dev.procnet.v1.BondFailOverMac;
import dev.procnet.v1.BondHashPolicy;
import dev.procnet.v1.BondMode;
import dev.procnet.v1.BondPrimaryReselect;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Bonds. */
final class BondMapper {

  private static final EnumNumbers<Mode> MODES = EnumNumbers.of(Mode.class);
  private static final EnumNumbers<FailOverMac> FAIL_OVER_MACS = EnumNumbers.of(FailOverMac.class);
  private static final EnumNumbers<HashPolicy> HASH_POLICIES = EnumNumbers.of(HashPolicy.class);
  private static final EnumNumbers<PrimaryReselect> PRIMARY_RESELECTS =
      EnumNumbers.of(PrimaryReselect.class);
  private static final int DEFAULT_MISSED_MAX = 2;
  private static final ArpMonitor NO_TARGETS = new ArpMonitor(1, 1, List.of(), List.of());

  private BondMapper() {}

  static dev.procnet.v1.Bond toProto(Bond row, Sight sight) {
    dev.procnet.v1.Bond.Builder proto =
        dev.procnet.v1.Bond.newBuilder()
            .setInterfaceIndex(row.interfaceIndex())
            .setDriverVersion(row.driverVersion())
            .setMode(BondMode.forNumber(MODES.number(row.mode())))
            .setFailOverMac(BondFailOverMac.forNumber(FAIL_OVER_MACS.number(row.failOverMac())))
            .setHashPolicy(BondHashPolicy.forNumber(HASH_POLICIES.number(row.hashPolicy())))
            .setPrimaryIndex(row.primaryIndex())
            .setPrimaryReselect(
                BondPrimaryReselect.forNumber(PRIMARY_RESELECTS.number(row.primaryReselect())))
            .setActiveIndex(row.activeIndex())
            .setUp(row.up())
            .setPollingInterval(row.delays().polling())
            .setUpDelay(row.delays().up())
            .setDownDelay(row.delays().down())
            .setPeerNotificationDelay(row.delays().peerNotification());
    ArpMonitor arp = row.arpMonitor();
    if (arp != null) {
      proto.setArpMonitor(toProto(arp, sight));
    }
    BondLacp lacp = row.lacp();
    if (lacp != null) {
      proto.setLacp(BondLacpMapper.toProto(lacp));
    }
    row.slaves().forEach(slave -> proto.addSlaves(BondSlaveMapper.toProto(slave)));
    return proto.build();
  }

  private static BondArpMonitor.Builder toProto(ArpMonitor arp, Sight sight) {
    BondArpMonitor.Builder proto =
        BondArpMonitor.newBuilder().setInterval(arp.interval()).setMissedMax(arp.missedMax());
    arp.ipv4Targets().forEach(t -> proto.addIpv4Targets(AddressText.format(sight.address(t))));
    arp.ipv6Targets().forEach(t -> proto.addIpv6Targets(AddressText.format(sight.address(t))));
    return proto;
  }

  /**
   * A bond.
   *
   * @throws ProcnetException FIELD_INVALID with all that is wrong
   */
  static Bond toModel(dev.procnet.v1.Bond proto) {
    Violations wrong = new Violations();
    int index = InterfaceMapper.index(wrong, "interface_index", proto.getInterfaceIndex());
    Mode mode = MODES.value(wrong, "mode", proto.getModeValue(), Mode.BALANCE_RR);
    FailOverMac failOverMac =
        FAIL_OVER_MACS.value(wrong, "fail_over_mac", proto.getFailOverMacValue(), FailOverMac.NONE);
    HashPolicy hashPolicy =
        HASH_POLICIES.value(wrong, "hash_policy", proto.getHashPolicyValue(), HashPolicy.LAYER2);
    PrimaryReselect reselect =
        PRIMARY_RESELECTS.value(
            wrong, "primary_reselect", proto.getPrimaryReselectValue(), PrimaryReselect.ALWAYS);
    Delays delays = delays(wrong, proto);
    ArpMonitor arp =
        proto.hasArpMonitor()
            ? wrong.part("arp_monitor", NO_TARGETS, () -> toModel(proto.getArpMonitor()))
            : null;
    BondLacp lacp =
        proto.hasLacp()
            ? wrong.part(
                "lacp", BondLacpMapper.PLAIN, () -> BondLacpMapper.toModel(proto.getLacp()))
            : null;
    List<BondSlave> slaves = slaves(wrong, proto);
    return wrong.build(
        () ->
            new Bond(
                index,
                proto.getDriverVersion(),
                mode,
                failOverMac,
                hashPolicy,
                proto.getPrimaryIndex(),
                reselect,
                proto.getActiveIndex(),
                proto.getUp(),
                delays,
                arp,
                lacp,
                slaves));
  }

  private static Delays delays(Violations wrong, dev.procnet.v1.Bond proto) {
    int polling = milliseconds(wrong, "polling_interval", proto.getPollingInterval());
    int up = milliseconds(wrong, "up_delay", proto.getUpDelay());
    int down = milliseconds(wrong, "down_delay", proto.getDownDelay());
    return new Delays(
        polling,
        up,
        down,
        milliseconds(wrong, "peer_notification_delay", proto.getPeerNotificationDelay()));
  }

  private static int milliseconds(Violations wrong, String field, int value) {
    return wrong.atMost(field, value, Integer.MAX_VALUE);
  }

  private static ArpMonitor toModel(BondArpMonitor proto) {
    Violations wrong = new Violations();
    List<Ipv4Address> ipv4 =
        each(
            proto.getIpv4TargetsCount(),
            i -> Families.ipv4(wrong, "ipv4_targets[" + i + "]", proto.getIpv4Targets(i)));
    List<Ipv6Address> ipv6 =
        each(
            proto.getIpv6TargetsCount(),
            i -> Families.ipv6(wrong, "ipv6_targets[" + i + "]", proto.getIpv6Targets(i)));
    int missedMax = proto.getMissedMax() == 0 ? DEFAULT_MISSED_MAX : proto.getMissedMax();
    return wrong.build(() -> new ArpMonitor(proto.getInterval(), missedMax, ipv4, ipv6));
  }

  private static List<BondSlave> slaves(Violations wrong, dev.procnet.v1.Bond proto) {
    List<BondSlave> slaves = new ArrayList<>();
    for (int i = 0; i < proto.getSlavesCount(); i++) {
      dev.procnet.v1.BondSlave slave = proto.getSlaves(i);
      wrong.check("slaves[" + i + "]", () -> slaves.add(BondSlaveMapper.toModel(slave)));
    }
    return slaves;
  }

  private static <T> List<T> each(int count, IntFunction<T> part) {
    List<T> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(part.apply(i));
    }
    return parts;
  }
}
