package dev.procnet.server.rpc;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.BondSlave;
import dev.procnet.server.stack.BondSlave.Churn;
import dev.procnet.server.stack.BondSlave.Duplex;
import dev.procnet.server.stack.BondSlave.Link;
import dev.procnet.server.stack.BondSlave.Pdu;
import dev.procnet.server.stack.BondSlave.Port;
import dev.procnet.v1.BondChurn;
import dev.procnet.v1.BondDuplex;
import dev.procnet.v1.BondLink;
import dev.procnet.v1.BondPdu;
import dev.procnet.v1.BondPort;
import org.jspecify.annotations.Nullable;

/** Slaves of bonds. */
final class BondSlaveMapper {

  private static final EnumNumbers<Link> LINKS = EnumNumbers.of(Link.class);
  private static final EnumNumbers<Duplex> DUPLEXES = EnumNumbers.of(Duplex.class);
  private static final EnumNumbers<Churn> CHURNS = EnumNumbers.of(Churn.class);
  private static final Port PLAIN_PORT =
      new Port(0, Churn.MONITORING, Churn.MONITORING, 0, 0, null, null);

  private BondSlaveMapper() {}

  static dev.procnet.v1.BondSlave toProto(BondSlave slave) {
    dev.procnet.v1.BondSlave.Builder proto =
        dev.procnet.v1.BondSlave.newBuilder()
            .setInterfaceIndex(slave.interfaceIndex())
            .setLink(BondLink.forNumber(LINKS.number(slave.link())))
            .setDuplex(BondDuplex.forNumber(DUPLEXES.number(slave.duplex())))
            .setLinkFailures(slave.linkFailures())
            .setPermanentAddress(LinkAddressText.format(slave.permanentAddress()))
            .setQueueId(slave.queueId());
    if (slave.speed() != BondSlave.SPEED_UNKNOWN) {
      proto.setSpeed(slave.speed());
    }
    Port port = slave.port();
    if (port != null) {
      proto.setPort(toProto(port));
    }
    return proto.build();
  }

  private static BondPort toProto(Port port) {
    BondPort.Builder proto =
        BondPort.newBuilder()
            .setAggregatorId(port.aggregatorId())
            .setActorChurn(BondChurn.forNumber(CHURNS.number(port.actorChurn())))
            .setPartnerChurn(BondChurn.forNumber(CHURNS.number(port.partnerChurn())))
            .setActorChurned(port.actorChurned())
            .setPartnerChurned(port.partnerChurned());
    Pdu actor = port.actor();
    Pdu partner = port.partner();
    if (actor != null && partner != null) {
      proto.setActor(toProto(actor)).setPartner(toProto(partner));
    }
    return proto.build();
  }

  private static BondPdu toProto(Pdu pdu) {
    return BondPdu.newBuilder()
        .setSystemPriority(pdu.systemPriority())
        .setSystemAddress(LinkAddressText.format(pdu.systemAddress()))
        .setKey(pdu.key())
        .setPortPriority(pdu.portPriority())
        .setPortNumber(pdu.portNumber())
        .setPortState(pdu.portState())
        .build();
  }

  static BondSlave toModel(dev.procnet.v1.BondSlave proto) {
    Violations wrong = new Violations();
    int index = InterfaceMapper.index(wrong, "interface_index", proto.getInterfaceIndex());
    Link link = LINKS.value(wrong, "link", proto.getLinkValue(), Link.UP);
    Duplex duplex = DUPLEXES.value(wrong, "duplex", proto.getDuplexValue(), Duplex.UNKNOWN);
    ByteString address =
        wrong.part(
            "permanent_address",
            ByteString.EMPTY,
            () -> LinkAddressText.parse(proto.getPermanentAddress()));
    @Nullable Port port =
        proto.hasPort() ? wrong.part("port", PLAIN_PORT, () -> toModel(proto.getPort())) : null;
    return wrong.build(
        () ->
            new BondSlave(
                index,
                link,
                proto.hasSpeed() ? proto.getSpeed() : BondSlave.SPEED_UNKNOWN,
                duplex,
                proto.getLinkFailures(),
                address,
                proto.getQueueId(),
                port));
  }

  private static Port toModel(BondPort proto) {
    Violations wrong = new Violations();
    Churn actorChurn =
        CHURNS.value(wrong, "actor_churn", proto.getActorChurnValue(), Churn.MONITORING);
    Churn partnerChurn =
        CHURNS.value(wrong, "partner_churn", proto.getPartnerChurnValue(), Churn.MONITORING);
    @Nullable Pdu actor = proto.hasActor() ? pdu(wrong, "actor", proto.getActor()) : null;
    @Nullable Pdu partner = proto.hasPartner() ? pdu(wrong, "partner", proto.getPartner()) : null;
    return wrong.build(
        () ->
            new Port(
                proto.getAggregatorId(),
                actorChurn,
                partnerChurn,
                proto.getActorChurned(),
                proto.getPartnerChurned(),
                actor,
                partner));
  }

  private static Pdu pdu(Violations wrong, String field, BondPdu proto) {
    return wrong.part(
        field,
        new Pdu(0, ByteString.copyFrom(new byte[6]), 0, 0, 0, 0),
        () -> {
          Violations wrongPdu = new Violations();
          ByteString address =
              BondLacpMapper.address(wrongPdu, "system_address", proto.getSystemAddress());
          return wrongPdu.build(
              () ->
                  new Pdu(
                      proto.getSystemPriority(),
                      address,
                      proto.getKey(),
                      proto.getPortPriority(),
                      proto.getPortNumber(),
                      proto.getPortState()));
        });
  }
}
