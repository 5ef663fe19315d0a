package dev.procnet.server.rpc;

import dev.procnet.server.netfile.AddressText;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Mutation.NewSocket;
import dev.procnet.server.stack.Mutation.SocketKey;
import dev.procnet.server.stack.Neighbor;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Unavailable;
import dev.procnet.v1.CounterAvailability;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.InterfaceRemoval;
import dev.procnet.v1.InterfaceStatisticsDelta;
import dev.procnet.v1.SocketUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Mutations. What does not depend on the state that they meet is checked here, all of it. */
final class MutationMapper {

  private MutationMapper() {}

  /**
   * @param profile of the stack as it is: some defaults and widths depend on it
   * @param most of them
   * @throws ProcnetException FIELD_INVALID with what is wrong in all of them, {@code
   *     mutations[3].open_socket.tcp.state}; TOO_MANY_MUTATIONS
   */
  static List<Mutation> toModel(List<dev.procnet.v1.Mutation> protos, Profile profile, int most) {
    if (protos.size() > most) {
      throw ProcnetException.of(
          Reason.TOO_MANY_MUTATIONS,
          "mutations has " + protos.size() + ", expected 1 to " + most,
          "quota",
          "mutations",
          "limit",
          most,
          "actual",
          protos.size());
    }
    Violations wrong = new Violations();
    if (protos.isEmpty()) {
      wrong.add("mutations", "is empty, expected 1 to " + most);
    }
    List<Mutation> mutations = new ArrayList<>(protos.size());
    for (int i = 0; i < protos.size(); i++) {
      dev.procnet.v1.Mutation proto = protos.get(i);
      wrong.check("mutations[" + i + "]", () -> mutations.add(toModel(proto, profile)));
    }
    wrong.throwIfAny();
    return mutations;
  }

  private static Mutation toModel(dev.procnet.v1.Mutation proto, Profile profile) {
    return switch (proto.getOpCase()) {
      case OP_NOT_SET ->
          throw ProcnetException.field("op", "is not set, expected one kind of mutation");
      default ->
          Violations.under(
              // The op's field is the only one that can be set.
              proto.getAllFields().keySet().iterator().next().getName(), () -> op(proto, profile));
    };
  }

  private static Mutation op(dev.procnet.v1.Mutation proto, Profile profile) {
    return switch (proto.getOpCase()) {
      case OPEN_SOCKET -> openSocket(proto.getOpenSocket(), profile);
      case UPDATE_SOCKET -> updateSocket(proto.getUpdateSocket());
      case CLOSE_SOCKET -> new Mutation.CloseSocket(key(proto.getCloseSocket()));
      case PUT_INTERFACE -> putInterface(proto.getPutInterface());
      case DELETE_INTERFACE -> deleteInterface(proto.getDeleteInterface());
      case PUT_ADDRESS -> new Mutation.PutAddress(InterfaceMapper.toModel(proto.getPutAddress()));
      case DELETE_ADDRESS -> deleteAddress(proto.getDeleteAddress());
      case PUT_ROUTE -> new Mutation.PutRoute(RouteMapper.toModel(proto.getPutRoute(), profile));
      case DELETE_ROUTE -> new Mutation.DeleteRoute(proto.getDeleteRoute());
      case PUT_NEIGHBOR -> putNeighbor(proto.getPutNeighbor());
      case DELETE_NEIGHBOR -> deleteNeighbor(proto.getDeleteNeighbor());
      case ADD_INTERFACE_STATISTICS -> addStatistics(proto.getAddInterfaceStatistics());
      case ADD_COUNTERS -> addCounters(proto.getAddCounters());
      case SET_COUNTERS -> setCounters(proto.getSetCounters());
      case SET_COUNTER_AVAILABILITY -> setAvailability(proto.getSetCounterAvailability());
      case PUT_PROTOCOL ->
          new Mutation.PutProtocol(ProtocolMapper.toModel(proto.getPutProtocol(), profile));
      case DELETE_PROTOCOL -> new Mutation.DeleteProtocol(proto.getDeleteProtocol());
      case ADD_PACKET_HANDLER ->
          new Mutation.AddPacketHandler(ProtocolMapper.toModel(proto.getAddPacketHandler()));
      case DELETE_PACKET_HANDLER ->
          new Mutation.DeletePacketHandler(ProtocolMapper.toModel(proto.getDeletePacketHandler()));
      case SET_SYSCTL -> SysctlMapper.toModel(proto.getSetSysctl());
      case SET_SETTINGS ->
          new Mutation.SetSettings(
              settings -> SettingsMapper.merge(settings, proto.getSetSettings()));
      case PUT_ENTRY -> new Mutation.PutEntry(EntryMapper.toModel(proto.getPutEntry()));
      case DELETE_ENTRY -> EntryMapper.deletion(proto.getDeleteEntry());
      default -> derive(proto, profile);
    };
  }

  /** Their violations and refusals are seen from the mutation, as those of plain ones. */
  private static Mutation derive(dev.procnet.v1.Mutation proto, Profile profile) {
    return new Mutation.Derive(
        switch (proto.getOpCase()) {
          case LISTEN -> DerivedMapper.listen(proto.getListen());
          case CONNECT -> DerivedMapper.connect(proto.getConnect());
          case ACCEPT -> DerivedMapper.accept(proto.getAccept());
          case SEND -> DerivedMapper.send(proto.getSend());
          case RECEIVE -> DerivedMapper.receive(proto.getReceive());
          case CLOSE -> DerivedMapper.close(proto.getClose());
          case EXPIRE -> DerivedMapper.expire(proto.getExpire());
          case OPEN_UDP -> DerivedMapper.openUdp(proto.getOpenUdp());
          case CONNECT_UDP -> DerivedMapper.connectUdp(proto.getConnectUdp());
          case OPEN_UNIX -> DerivedUnixMapper.open(proto.getOpenUnix());
          case CONNECT_UNIX -> DerivedUnixMapper.connect(proto.getConnectUnix());
          case UNIX_PAIR -> DerivedUnixMapper.pair(proto.getUnixPair());
          case ADD_ADDRESS -> DerivedNetworkMapper.addAddress(proto.getAddAddress());
          case REMOVE_ADDRESS -> DerivedNetworkMapper.removeAddress(proto.getRemoveAddress());
          case ADD_ROUTE -> DerivedNetworkMapper.addRoute(proto.getAddRoute(), profile);
          case SET_LINK -> DerivedNetworkMapper.setLink(proto.getSetLink());
          case ADVANCE_CLOCK -> ClockMapper.advance(proto.getAdvanceClock());
          default -> throw new IllegalStateException("no mutation: " + proto.getOpCase());
        });
  }

  private static Mutation openSocket(dev.procnet.v1.Socket proto, Profile profile) {
    // Made once for its errors, so that all of a request are told together.
    SocketMapper.toModel(proto, new NewSocket(profile, 1, 1));
    return new Mutation.OpenSocket(
        context -> Violations.under("open_socket", () -> SocketMapper.toModel(proto, context)));
  }

  private static Mutation updateSocket(SocketUpdate proto) {
    Violations wrong = new Violations();
    SocketKey key = wrong.part("key", new SocketKey(0, false), () -> key(proto.getKey()));
    Mutation.SocketChange change =
        wrong.part(
            "",
            (socket, context) -> socket,
            () -> SocketUpdateMapper.toModel(proto.getSocket(), proto.getUpdateMask()));
    wrong.throwIfAny();
    return new Mutation.UpdateSocket(
        key,
        (socket, context) ->
            Violations.under("update_socket", () -> change.apply(socket, context)));
  }

  private static SocketKey key(dev.procnet.v1.SocketKey proto) {
    return switch (proto.getKeyCase()) {
      case ID -> new SocketKey(proto.getId(), false);
      case INODE -> new SocketKey(proto.getInode(), true);
      case KEY_NOT_SET -> throw ProcnetException.field("key", "is not set, expected id or inode");
    };
  }

  private static Mutation putInterface(dev.procnet.v1.Interface proto) {
    InterfaceMapper.toModel(proto, 1);
    return new Mutation.PutInterface(
        freeIndex ->
            Violations.under("put_interface", () -> InterfaceMapper.toModel(proto, freeIndex)));
  }

  private static Mutation deleteInterface(InterfaceRemoval proto) {
    Violations wrong = new Violations();
    int index = InterfaceMapper.index(wrong, "index", proto.getIndex());
    wrong.throwIfAny();
    return new Mutation.DeleteInterface(index, proto.getKeepDependents());
  }

  private static Mutation deleteAddress(dev.procnet.v1.InterfaceAddress proto) {
    Violations wrong = new Violations();
    int index = InterfaceMapper.index(wrong, "interface_index", proto.getInterfaceIndex());
    IpAddress address =
        wrong.part(
            "address", Families.unspecified(false), () -> AddressText.parse(proto.getAddress()));
    wrong.throwIfAny();
    return new Mutation.DeleteAddress(index, address);
  }

  private static Mutation putNeighbor(dev.procnet.v1.Neighbor proto) {
    return new Mutation.PutNeighbor(NeighborMapper.toModel(proto), !proto.hasHardwareType());
  }

  private static Mutation deleteNeighbor(dev.procnet.v1.Neighbor proto) {
    Neighbor key = NeighborMapper.keyToModel(proto);
    return new Mutation.DeleteNeighbor(key.interfaceIndex(), key.address(), key.proxy());
  }

  private static Mutation addStatistics(InterfaceStatisticsDelta proto) {
    Violations wrong = new Violations();
    int index = InterfaceMapper.index(wrong, "index", proto.getIndex());
    wrong.throwIfAny();
    return new Mutation.AddInterfaceStatistics(index, InterfaceMapper.toModel(proto.getDelta()));
  }

  private static Mutation addCounters(CounterGroup proto) {
    Map<String, Long> deltas = CounterMapper.values(proto);
    return new Mutation.AddCounters(proto.getFile(), proto.getName(), deltas);
  }

  private static Mutation setCounters(CounterGroup proto) {
    Map<String, Long> values = CounterMapper.values(proto);
    return new Mutation.SetCounters(proto.getFile(), proto.getName(), values);
  }

  private static Mutation setAvailability(CounterAvailability proto) {
    Violations wrong = new Violations();
    CounterMapper.checkKey(wrong, proto.getFile(), proto.getName());
    Unavailable unavailable =
        proto.hasUnavailable()
            ? wrong.part(
                "unavailable",
                Unavailable.NOT_SUPPORTED,
                () -> UnavailableMapper.toModel(proto.getUnavailable()))
            : null;
    wrong.throwIfAny();
    return new Mutation.SetCounterAvailability(proto.getFile(), proto.getName(), unavailable);
  }
}
