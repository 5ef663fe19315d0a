package dev.procnet.server.rpc;

import dev.procnet.server.netfile.AddressText;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.SctpAssociation;
import dev.procnet.server.stack.SctpAssociation.Limits;
import dev.procnet.server.stack.SctpAssociation.LocalAddress;
import dev.procnet.server.stack.SctpAssociation.Memory;
import dev.procnet.server.stack.SctpAssociation.State;
import dev.procnet.server.stack.SctpAssociation.Transport;
import dev.procnet.server.stack.SctpAssociation.TransportState;
import dev.procnet.server.stack.SctpEndpoint;
import dev.procnet.server.stack.SctpStyle;
import dev.procnet.server.stack.TcpState;
import dev.procnet.v1.SctpLocalAddress;
import dev.procnet.v1.SctpTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * SCTP endpoints and associations. Numbers of the API's enums are one more than the kernel's, but
 * for those of a socket's state.
 */
final class SctpMapper {

  private static final int MAX_PORT = 0xFFFF;

  private SctpMapper() {}

  static dev.procnet.v1.SctpEndpoint toProto(SctpEndpoint row, Sight sight) {
    dev.procnet.v1.SctpEndpoint.Builder proto =
        dev.procnet.v1.SctpEndpoint.newBuilder()
            .setInode(row.inode())
            .setUid(sight.reader().uidMap().inside(row.uid()))
            .setStyleValue(row.style().number() + 1)
            .setSocketStateValue(row.socketState().number())
            .setBucket(row.bucket())
            .setLocalPort(sight.port(row.localPort()));
    row.local()
        .forEach(address -> proto.addLocalAddresses(AddressText.format(sight.address(address))));
    return proto.build();
  }

  /**
   * An endpoint.
   *
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static SctpEndpoint toModel(dev.procnet.v1.SctpEndpoint proto) {
    Violations wrong = new Violations();
    SctpStyle style = style(wrong, proto.getStyleValue());
    TcpState state = socketState(wrong, proto.getSocketStateValue(), TcpState.LISTEN);
    int bucket = wrong.atMost("bucket", proto.getBucket(), Integer.MAX_VALUE);
    int port = wrong.atMost("local_port", proto.getLocalPort(), MAX_PORT);
    List<IpAddress> local = new ArrayList<>();
    for (int i = 0; i < proto.getLocalAddressesCount(); i++) {
      String text = proto.getLocalAddresses(i);
      wrong.check("local_addresses[" + i + "]", () -> local.add(AddressText.parse(text)));
    }
    return wrong.build(
        () ->
            new SctpEndpoint(proto.getInode(), proto.getUid(), style, state, bucket, port, local));
  }

  static dev.procnet.v1.SctpAssociation toProto(SctpAssociation row, Sight sight) {
    dev.procnet.v1.SctpAssociation.Builder proto =
        dev.procnet.v1.SctpAssociation.newBuilder()
            .setId(row.id())
            .setInode(row.inode())
            .setUid(sight.reader().uidMap().inside(row.uid()))
            .setStyleValue(row.style().number() + 1)
            .setSocketStateValue(row.socketState().number())
            .setStateValue(row.state().number() + 1)
            .setTxQueue(row.txQueue())
            .setRxQueue(row.rxQueue())
            .setLocalPort(sight.port(row.localPort()))
            .setRemotePort(sight.port(row.remotePort()));
    row.local().forEach(local -> proto.addLocalAddresses(toProto(local, sight)));
    row.transports().forEach(transport -> proto.addTransports(toProto(transport, sight)));
    set(proto, row.limits());
    return set(proto, row.memory()).build();
  }

  private static SctpLocalAddress toProto(LocalAddress local, Sight sight) {
    return SctpLocalAddress.newBuilder()
        .setAddress(AddressText.format(sight.address(local.address())))
        .setPrimary(local.primary())
        .build();
  }

  private static SctpTransport toProto(Transport transport, Sight sight) {
    return SctpTransport.newBuilder()
        .setAddress(AddressText.format(sight.address(transport.address())))
        .setPrimary(transport.primary())
        .setHeartbeat(transport.heartbeat())
        .setRetransmitTimeout(transport.retransmitTimeout())
        .setMaxRetransmits(transport.maxRetransmits())
        .setStateValue(transport.state().number() + 1)
        .build();
  }

  private static void set(dev.procnet.v1.SctpAssociation.Builder proto, Limits limits) {
    proto
        .setHeartbeatInterval(limits.heartbeatInterval())
        .setInStreams(limits.inStreams())
        .setOutStreams(limits.outStreams())
        .setMaxRetransmits(limits.maxRetransmits())
        .setInitRetries(limits.initRetries())
        .setShutdownRetries(limits.shutdownRetries())
        .setRetransmittedChunks(limits.retransmittedChunks());
  }

  private static dev.procnet.v1.SctpAssociation.Builder set(
      dev.procnet.v1.SctpAssociation.Builder proto, Memory memory) {
    return proto
        .setSendAllocated(memory.sendAllocated())
        .setSendQueued(memory.sendQueued())
        .setSendBuffer(memory.sendBuffer())
        .setReceiveBuffer(memory.receiveBuffer());
  }

  /**
   * An association.
   *
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static SctpAssociation toModel(dev.procnet.v1.SctpAssociation proto) {
    Violations wrong = new Violations();
    SctpStyle style = style(wrong, proto.getStyleValue());
    TcpState socketState = socketState(wrong, proto.getSocketStateValue(), TcpState.ESTABLISHED);
    State state =
        oneMore(wrong, "state", proto.getStateValue(), State::of, State.ESTABLISHED, "SctpState");
    int localPort = wrong.atMost("local_port", proto.getLocalPort(), MAX_PORT);
    int remotePort = wrong.atMost("remote_port", proto.getRemotePort(), MAX_PORT);
    List<LocalAddress> local = new ArrayList<>();
    for (int i = 0; i < proto.getLocalAddressesCount(); i++) {
      SctpLocalAddress own = proto.getLocalAddresses(i);
      wrong.check(
          "local_addresses[" + i + "].address",
          () -> local.add(new LocalAddress(AddressText.parse(own.getAddress()), own.getPrimary())));
    }
    List<Transport> transports = new ArrayList<>();
    for (int i = 0; i < proto.getTransportsCount(); i++) {
      SctpTransport transport = proto.getTransports(i);
      wrong.check("transports[" + i + "]", () -> transports.add(toModel(transport)));
    }
    return wrong.build(
        () ->
            new SctpAssociation(
                proto.getId(),
                proto.getInode(),
                proto.getUid(),
                style,
                socketState,
                state,
                proto.getTxQueue(),
                proto.getRxQueue(),
                localPort,
                remotePort,
                local,
                transports,
                limits(proto),
                memory(proto)));
  }

  private static Transport toModel(SctpTransport proto) {
    Violations wrong = new Violations();
    IpAddress address =
        wrong.part(
            "address", Families.unspecified(false), () -> AddressText.parse(proto.getAddress()));
    TransportState state =
        oneMore(
            wrong,
            "state",
            proto.getStateValue(),
            TransportState::of,
            TransportState.ACTIVE,
            "SctpTransportState");
    return wrong.build(
        () ->
            new Transport(
                address,
                proto.getPrimary(),
                proto.getHeartbeat(),
                proto.getRetransmitTimeout(),
                proto.getMaxRetransmits(),
                state));
  }

  private static Limits limits(dev.procnet.v1.SctpAssociation proto) {
    return new Limits(
        proto.getHeartbeatInterval(),
        proto.getInStreams(),
        proto.getOutStreams(),
        proto.getMaxRetransmits(),
        proto.getInitRetries(),
        proto.getShutdownRetries(),
        proto.getRetransmittedChunks());
  }

  private static Memory memory(dev.procnet.v1.SctpAssociation proto) {
    return new Memory(
        proto.getSendAllocated(),
        proto.getSendQueued(),
        proto.getSendBuffer(),
        proto.getReceiveBuffer());
  }

  private static SctpStyle style(Violations wrong, int number) {
    return oneMore(wrong, "style", number, SctpStyle::of, SctpStyle.ONE_TO_MANY, "SctpStyle");
  }

  private static TcpState socketState(Violations wrong, int number, TcpState unset) {
    return number == 0
        ? unset
        : wrong.known("socket_state", number, TcpState.of(number), "one of TcpState", unset);
  }

  /** What an enum's value stands for whose number is one more than the kernel's. */
  private static <T> T oneMore(
      Violations wrong,
      String field,
      int number,
      LongFunction<@Nullable T> ofKernel,
      T unset,
      String type) {
    return number == 0
        ? unset
        : wrong.known(field, number, ofKernel.apply(number - 1L), "one of " + type, unset);
  }
}
