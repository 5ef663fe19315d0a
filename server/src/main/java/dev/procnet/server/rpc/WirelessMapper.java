package dev.procnet.server.rpc;

import dev.procnet.server.stack.WirelessInterface;
import dev.procnet.server.stack.WirelessInterface.Measure;
import java.util.List;

/** What interfaces have of wireless extensions. */
final class WirelessMapper {

  private WirelessMapper() {}

  static dev.procnet.v1.WirelessInterface toProto(WirelessInterface row) {
    return dev.procnet.v1.WirelessInterface.newBuilder()
        .setInterfaceIndex(row.interfaceIndex())
        .setStatus(row.status())
        .setQuality(row.quality().value())
        .setQualityUpdated(row.quality().updated())
        .setLevel(row.level().value())
        .setLevelUpdated(row.level().updated())
        .setNoise(row.noise().value())
        .setNoiseUpdated(row.noise().updated())
        .setDiscardedNwid(row.counters().get(0))
        .setDiscardedCode(row.counters().get(1))
        .setDiscardedFragment(row.counters().get(2))
        .setDiscardedRetries(row.counters().get(3))
        .setDiscardedMisc(row.counters().get(4))
        .setMissedBeacons(row.counters().get(5))
        .build();
  }

  /**
   * What an interface has of wireless extensions.
   *
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static WirelessInterface toModel(dev.procnet.v1.WirelessInterface proto) {
    Violations wrong = new Violations();
    int index = InterfaceMapper.index(wrong, "interface_index", proto.getInterfaceIndex());
    int status = wrong.atMost("status", proto.getStatus(), 0xFFFF);
    int quality = wrong.atMost("quality", proto.getQuality(), 0xFF);
    List<Integer> counters =
        List.of(
            proto.getDiscardedNwid(),
            proto.getDiscardedCode(),
            proto.getDiscardedFragment(),
            proto.getDiscardedRetries(),
            proto.getDiscardedMisc(),
            proto.getMissedBeacons());
    return wrong.build(
        () ->
            new WirelessInterface(
                index,
                status,
                new Measure(quality, proto.getQualityUpdated()),
                new Measure(proto.getLevel(), proto.getLevelUpdated()),
                new Measure(proto.getNoise(), proto.getNoiseUpdated()),
                counters));
  }
}
