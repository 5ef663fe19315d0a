package dev.procnet.server.stack;

import dev.procnet.server.stack.Mutation.Result;

/** Carries mutations out on a draft. */
final class Mutations {

  private Mutations() {}

  static Result apply(Draft draft, Mutation mutation) {
    return switch (mutation) {
      case Mutation.OpenSocket open -> SocketMutations.open(draft, open.factory());
      case Mutation.UpdateSocket update ->
          SocketMutations.update(draft, update.key(), update.change());
      case Mutation.CloseSocket close -> SocketMutations.close(draft, close.key());
      case Mutation.PutInterface put -> NetworkMutations.putInterface(draft, put.factory());
      case Mutation.DeleteInterface delete ->
          NetworkMutations.deleteInterface(draft, delete.index(), delete.keepDependents());
      case Mutation.PutAddress put -> NetworkMutations.putAddress(draft, put.address());
      case Mutation.DeleteAddress delete ->
          NetworkMutations.deleteAddress(draft, delete.interfaceIndex(), delete.address());
      case Mutation.PutRoute put -> NetworkMutations.putRoute(draft, put.route());
      case Mutation.DeleteRoute delete -> NetworkMutations.deleteRoute(draft, delete.id());
      case Mutation.PutNeighbor put ->
          NetworkMutations.putNeighbor(draft, put.neighbor(), put.typeOfInterface());
      case Mutation.DeleteNeighbor delete ->
          NetworkMutations.deleteNeighbor(
              draft, delete.interfaceIndex(), delete.address(), delete.proxy());
      case Mutation.AddInterfaceStatistics add ->
          NetworkMutations.addStatistics(draft, add.index(), add.delta());
      case Mutation.AddCounters add ->
          CounterMutations.add(draft, add.file(), add.group(), add.deltas());
      case Mutation.SetCounters set ->
          CounterMutations.set(draft, set.file(), set.group(), set.values());
      case Mutation.SetCounterAvailability set ->
          CounterMutations.setAvailability(draft, set.file(), set.group(), set.unavailable());
      case Mutation.PutProtocol put -> putProtocol(draft, put.protocol());
      case Mutation.DeleteProtocol delete -> deleteProtocol(draft, delete.name());
      case Mutation.AddPacketHandler add -> {
        if (add.handler().interfaceIndex() != 0) {
          draft.requireInterface(
              "add_packet_handler.interface_index", add.handler().interfaceIndex());
        }
        draft.insert(Section.PACKET_HANDLERS, add.handler());
        yield Result.CHANGED;
      }
      case Mutation.DeletePacketHandler delete -> deletePacketHandler(draft, delete.handler());
      case Mutation.PutEntry put -> EntryMutations.put(draft, put.entry());
      case Mutation.DeleteEntry delete ->
          EntryMutations.delete(draft, delete.section(), delete.key());
      case Mutation.Derive derive -> new Plan(draft).carryOut(derive.derivation());
      case Mutation.SetSysctl set -> SysctlMutations.set(draft, set.name(), set.value());
      case Mutation.SetSettings set -> setSettings(draft, set.change());
    };
  }

  private static Result putProtocol(Draft draft, Protocol shown) {
    Protocol protocol = ComputedCounters.of(draft::table).base(shown);
    Protocol old = draft.table(Section.PROTOCOLS).first(row -> row.name().equals(protocol.name()));
    if (protocol.equals(old)) {
      return Result.UNCHANGED;
    }
    draft.put(Section.PROTOCOLS, old, protocol);
    return Result.CHANGED;
  }

  private static Result deleteProtocol(Draft draft, String name) {
    Protocol old = draft.table(Section.PROTOCOLS).first(row -> row.name().equals(name));
    if (old == null) {
      return Result.UNCHANGED;
    }
    draft.remove(Section.PROTOCOLS, old);
    return Result.CHANGED;
  }

  private static Result deletePacketHandler(Draft draft, PacketHandler handler) {
    PacketHandler old = draft.table(Section.PACKET_HANDLERS).first(handler::equals);
    if (old == null) {
      return Result.UNCHANGED;
    }
    draft.remove(Section.PACKET_HANDLERS, old);
    return Result.CHANGED;
  }

  static Result setSettings(Draft draft, Mutation.SettingsChange change) {
    Settings old = draft.table(Section.SETTINGS).first(row -> true);
    Settings changed = change.apply(old == null ? Settings.DEFAULT : old);
    if (changed.equals(old)) {
      return Result.UNCHANGED;
    }
    draft.put(Section.SETTINGS, old, changed);
    if (changed.policyRules() != (old != null && old.policyRules())) {
      FibTables.rulesChanged(draft, changed.policyRules());
    }
    return Result.CHANGED;
  }
}
