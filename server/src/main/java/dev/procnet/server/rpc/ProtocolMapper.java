package dev.procnet.server.rpc;

import dev.procnet.server.stack.PacketHandler;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Protocol;
import dev.procnet.server.stack.Protocol.Pressure;

/** Registered protocols and receivers of packets. They have no way out but their files. */
final class ProtocolMapper {

  private ProtocolMapper() {}

  /**
   * @param profile decides how many methods there are
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static Protocol toModel(dev.procnet.v1.Protocol proto, Profile profile) {
    Violations wrong = new Violations();
    Pressure pressure =
        switch (proto.getPressure()) {
          case MEMORY_PRESSURE_UNSPECIFIED -> Pressure.NOT_ACCOUNTED;
          case MEMORY_PRESSURE_NO -> Pressure.NO;
          case MEMORY_PRESSURE_YES -> Pressure.YES;
          case UNRECOGNIZED -> {
            wrong.add("pressure", "is " + proto.getPressureValue() + ", expected 0 to 2");
            yield Pressure.NOT_ACCOUNTED;
          }
        };
    int columns = profile.hasSendpage() ? 19 : 18;
    if (proto.getMethodsCount() != columns) {
      wrong.add(
          "methods",
          "has "
              + proto.getMethodsCount()
              + ", expected "
              + columns
              + ", one a column of "
              + profile.label());
    }
    return wrong.build(
        () ->
            new Protocol(
                proto.getName(),
                proto.getObjectSize(),
                proto.getSockets(),
                proto.getMemory(),
                pressure,
                proto.getMaxHeader(),
                proto.getSlab(),
                proto.getModule(),
                proto.getMethodsList()));
  }

  /**
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static PacketHandler toModel(dev.procnet.v1.PacketHandler proto) {
    Violations wrong = new Violations();
    int etherType = wrong.atMost("ether_type", proto.getEtherType(), 0xFFFF);
    int index = wrong.atMost("interface_index", proto.getInterfaceIndex(), Integer.MAX_VALUE);
    return wrong.build(
        () ->
            new PacketHandler(
                proto.hasEtherType() ? etherType : PacketHandler.ALL, index, proto.getFunction()));
  }
}
