package dev.procnet.server.rpc;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.BondLacp;
import dev.procnet.server.stack.BondLacp.Aggregator;
import dev.procnet.server.stack.BondLacp.Selection;
import dev.procnet.v1.BondAggregator;
import dev.procnet.v1.BondSelection;
import dev.procnet.v1.BondSystem;
import org.jspecify.annotations.Nullable;

/** Link aggregation of bonds. */
final class BondLacpMapper {

  /** Of which nothing is known. */
  static final BondLacp PLAIN = new BondLacp(true, false, 0, Selection.STABLE, null);

  private static final EnumNumbers<Selection> SELECTIONS = EnumNumbers.of(Selection.class);
  private static final ByteString NO_ADDRESS = ByteString.copyFrom(new byte[6]);
  private static final BondLacp.LacpSystem NO_SYSTEM = new BondLacp.LacpSystem(0, NO_ADDRESS, null);

  private BondLacpMapper() {}

  static dev.procnet.v1.BondLacp toProto(BondLacp lacp) {
    dev.procnet.v1.BondLacp.Builder proto =
        dev.procnet.v1.BondLacp.newBuilder()
            .setActive(lacp.active())
            .setFast(lacp.fast())
            .setMinLinks(lacp.minLinks())
            .setSelection(BondSelection.forNumber(SELECTIONS.number(lacp.selection())));
    BondLacp.LacpSystem system = lacp.system();
    if (system != null) {
      proto.setSystem(toProto(system));
    }
    return proto.build();
  }

  private static BondSystem toProto(BondLacp.LacpSystem system) {
    BondSystem.Builder proto =
        BondSystem.newBuilder()
            .setPriority(system.priority())
            .setAddress(LinkAddressText.format(system.address()));
    Aggregator aggregator = system.aggregator();
    if (aggregator != null) {
      proto.setAggregator(
          BondAggregator.newBuilder()
              .setId(aggregator.id())
              .setPorts(aggregator.ports())
              .setActorKey(aggregator.actorKey())
              .setPartnerKey(aggregator.partnerKey())
              .setPartnerAddress(LinkAddressText.format(aggregator.partnerAddress())));
    }
    return proto.build();
  }

  static BondLacp toModel(dev.procnet.v1.BondLacp proto) {
    Violations wrong = new Violations();
    Selection selection =
        SELECTIONS.value(wrong, "selection", proto.getSelectionValue(), Selection.STABLE);
    BondLacp.LacpSystem system =
        proto.hasSystem()
            ? wrong.part("system", NO_SYSTEM, () -> toModel(proto.getSystem()))
            : null;
    return wrong.build(
        () ->
            new BondLacp(
                !proto.hasActive() || proto.getActive(),
                proto.getFast(),
                proto.getMinLinks(),
                selection,
                system));
  }

  private static BondLacp.LacpSystem toModel(BondSystem proto) {
    Violations wrong = new Violations();
    ByteString address = address(wrong, "address", proto.getAddress());
    @Nullable Aggregator aggregator =
        proto.hasAggregator()
            ? wrong.part(
                "aggregator",
                new Aggregator(0, 0, 0, 0, NO_ADDRESS),
                () -> toModel(proto.getAggregator()))
            : null;
    return wrong.build(() -> new BondLacp.LacpSystem(proto.getPriority(), address, aggregator));
  }

  private static Aggregator toModel(BondAggregator proto) {
    Violations wrong = new Violations();
    ByteString partner = address(wrong, "partner_address", proto.getPartnerAddress());
    return wrong.build(
        () ->
            new Aggregator(
                proto.getId(),
                proto.getPorts(),
                proto.getActorKey(),
                proto.getPartnerKey(),
                partner));
  }

  /** A link-layer address of six octets. */
  static ByteString address(Violations wrong, String field, String text) {
    return wrong.part(field, NO_ADDRESS, () -> LinkAddressText.parse(text));
  }
}
