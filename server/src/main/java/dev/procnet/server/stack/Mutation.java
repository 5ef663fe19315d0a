package dev.procnet.server.stack;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One step of control. Deterministic: applying it reads no clock and no random source. */
public sealed interface Mutation {

  /** Adds a socket that is made once its id is known. */
  record OpenSocket(SocketFactory factory) implements Mutation {}

  /** Changes a socket; id and section must stay. */
  record UpdateSocket(SocketKey key, SocketChange change) implements Mutation {}

  /** Removes a socket. */
  record CloseSocket(SocketKey key) implements Mutation {}

  /** Adds an interface or replaces the one of its index. */
  record PutInterface(InterfaceFactory factory) implements Mutation {}

  /** Removes an interface, and unless {@code keepDependents} what belongs to it. */
  record DeleteInterface(int index, boolean keepDependents) implements Mutation {}

  /** Adds an address or replaces it. */
  record PutAddress(InterfaceAddress address) implements Mutation {}

  /** Removes an address. */
  record DeleteAddress(int interfaceIndex, IpAddress address) implements Mutation {}

  /** Adds a route, or replaces the one of its id. */
  record PutRoute(Route route) implements Mutation {}

  /** Removes a route. */
  record DeleteRoute(long id) implements Mutation {}

  /** Adds a neighbour or replaces it; its hardware type may be that of its interface. */
  record PutNeighbor(Neighbor neighbor, boolean typeOfInterface) implements Mutation {}

  /** Removes a neighbour. */
  record DeleteNeighbor(int interfaceIndex, IpAddress address, boolean proxy) implements Mutation {}

  /** Adds to an interface's statistics, wrapping. */
  record AddInterfaceStatistics(int index, InterfaceStatistics delta) implements Mutation {}

  /** Adds to counters, wrapping. */
  record AddCounters(String file, String group, Map<String, Long> deltas) implements Mutation {}

  /** Sets counters. */
  record SetCounters(String file, String group, Map<String, Long> values) implements Mutation {}

  /** Says whether a group's counters can be had; null: they can. */
  record SetCounterAvailability(String file, String group, @Nullable Unavailable unavailable)
      implements Mutation {}

  /** Adds a protocol or replaces the one of its name. */
  record PutProtocol(Protocol protocol) implements Mutation {}

  /** Removes a protocol. */
  record DeleteProtocol(String name) implements Mutation {}

  /** Adds a receiver of packets. */
  record AddPacketHandler(PacketHandler handler) implements Mutation {}

  /** Removes the first equal receiver of packets. */
  record DeletePacketHandler(PacketHandler handler) implements Mutation {}

  /** Changes settings. */
  record SetSettings(SettingsChange change) implements Mutation {}

  /** Adds an entry or replaces the one of its key. */
  record PutEntry(Entry entry) implements Mutation {}

  /** Removes an entry. */
  record DeleteEntry(Section<? extends Entry> section, Object key) implements Mutation {}

  /** Does what an application or an administrator does, by plain mutations. */
  record Derive(Derivation derivation) implements Mutation {}

  /** Writes to a sysctl, {@code ipv4/ip_forward}, as to its file. */
  record SetSysctl(String name, String value) implements Mutation {}

  /** Names a socket: by id, or, where {@code byInode}, by inode. */
  record SocketKey(long value, boolean byInode) {

    @Override
    public String toString() {
      return (byInode ? "inode " : "id ") + Long.toUnsignedString(value);
    }
  }

  /** What a socket's maker needs to know. */
  record NewSocket(Profile profile, long id, long freeInode) {}

  /** Makes a socket. Deterministic. */
  interface SocketFactory {
    Socket create(NewSocket context);
  }

  /**
   * Changes a socket. Deterministic. {@code context} has the socket's own id, and what a maker of
   * sockets needs for fields that go back to their defaults.
   */
  interface SocketChange {
    Socket apply(Socket socket, NewSocket context);
  }

  /** Makes an interface; {@code freeIndex} is one that no interface has. Deterministic. */
  interface InterfaceFactory {
    Interface create(int freeIndex);
  }

  /** Expands what a client asks for into plain mutations. Deterministic. */
  interface Derivation {

    /**
     * Applies the plain mutations, in order.
     *
     * @return id of what was made; 0: none
     * @throws ProcnetException OPERATION_REFUSED, ENTITY_NOT_FOUND
     */
    long derive(Plan plan);

    /** Name of the stack that it changes too; null: it changes its own only. */
    default @Nullable String peerStack() {
      return null;
    }
  }

  /** Changes settings. Deterministic. */
  interface SettingsChange {
    Settings apply(Settings settings);
  }

  /**
   * A plain mutation that a derived one was made of.
   *
   * @param before the row that it changed, as it was; null: it is new
   * @param after the row as it is; null: it is gone
   */
  record Step(Mutation mutation, @Nullable Object before, @Nullable Object after) {}

  /**
   * What came of a mutation.
   *
   * @param changed something changed
   * @param assignedId id of the socket or route made, index of the interface; 0: none
   * @param steps what a derived mutation was made of
   * @param peer what it did to another stack; null: nothing
   */
  record Result(boolean changed, long assignedId, List<Step> steps, @Nullable PeerResult peer) {

    public Result {
      steps = List.copyOf(steps);
    }

    Result(boolean changed, long assignedId) {
      this(changed, assignedId, List.of(), null);
    }

    static final Result UNCHANGED = new Result(false, 0);
    static final Result CHANGED = new Result(true, 0);
  }

  /**
   * What a derived mutation did to a peer stack.
   *
   * @param stack its name
   * @param steps what was applied to it
   */
  record PeerResult(String stack, List<Step> steps) {

    public PeerResult {
      steps = List.copyOf(steps);
    }
  }
}
