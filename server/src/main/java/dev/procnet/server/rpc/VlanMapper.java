package dev.procnet.server.rpc;

import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.Vlan;
import dev.procnet.server.stack.Vlan.Counts;
import dev.procnet.server.stack.Vlan.Egress;
import dev.procnet.v1.VlanCounts;
import dev.procnet.v1.VlanEgressMapping;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** VLANs. */
final class VlanMapper {

  private static final Egress NO_EGRESS = new Egress(0, 0);

  private VlanMapper() {}

  static dev.procnet.v1.Vlan toProto(Vlan row) {
    dev.procnet.v1.Vlan.Builder proto =
        dev.procnet.v1.Vlan.newBuilder()
            .setInterfaceIndex(row.interfaceIndex())
            .setVlanId(row.id())
            .setParentIndex(row.parentIndex())
            .setReorderHeader(row.reorderHeader())
            .setPrivFlags(row.privFlags())
            .addAllIngress(row.ingress());
    InterfaceName parentName = row.parentName();
    if (parentName != null) {
      proto.setParentName(parentName.text());
    }
    for (Egress mapping : row.egress()) {
      proto.addEgress(
          VlanEgressMapping.newBuilder()
              .setPriority(mapping.priority())
              .setCodePoint(mapping.codePoint()));
    }
    if (!row.beyond().equals(Counts.ZERO)) {
      proto.setBeyond(toProto(row.beyond()));
    }
    return proto.build();
  }

  private static VlanCounts.Builder toProto(Counts counts) {
    return VlanCounts.newBuilder()
        .setRxFrames(counts.rxFrames())
        .setRxBytes(counts.rxBytes())
        .setRxMulticast(counts.rxMulticast())
        .setTxFrames(counts.txFrames())
        .setTxBytes(counts.txBytes());
  }

  /**
   * A VLAN.
   *
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static Vlan toModel(dev.procnet.v1.Vlan proto) {
    Violations wrong = new Violations();
    int index = InterfaceMapper.index(wrong, "interface_index", proto.getInterfaceIndex());
    InterfaceName parentName = parentName(wrong, proto.getParentName());
    List<Egress> egress = new ArrayList<>();
    for (int i = 0; i < proto.getEgressCount(); i++) {
      VlanEgressMapping mapping = proto.getEgress(i);
      egress.add(
          wrong.part(
              "egress[" + i + "]",
              NO_EGRESS,
              () -> new Egress(mapping.getPriority(), mapping.getCodePoint())));
    }
    return wrong.build(
        () ->
            new Vlan(
                index,
                proto.getVlanId(),
                proto.getParentIndex(),
                parentName,
                !proto.hasReorderHeader() || proto.getReorderHeader(),
                proto.getPrivFlags(),
                proto.getIngressCount() == 0 ? Vlan.NO_INGRESS : proto.getIngressList(),
                egress,
                counts(proto.getBeyond())));
  }

  private static @Nullable InterfaceName parentName(Violations wrong, String text) {
    if (text.isEmpty()) {
      return null;
    }
    return wrong.part("parent_name", InterfaceName.of("eth0"), () -> InterfaceName.of(text));
  }

  private static Counts counts(VlanCounts proto) {
    return new Counts(
        proto.getRxFrames(),
        proto.getRxBytes(),
        proto.getRxMulticast(),
        proto.getTxFrames(),
        proto.getTxBytes());
  }
}
