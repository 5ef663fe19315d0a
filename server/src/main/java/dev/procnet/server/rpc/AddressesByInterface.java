package dev.procnet.server.rpc;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Multimaps;
import dev.procnet.server.stack.InterfaceAddress;
import dev.procnet.server.stack.Table;
import java.util.List;

/** Addresses of each interface, in the order of the table. */
record AddressesByInterface(ImmutableListMultimap<Integer, InterfaceAddress> byIndex) {

  static AddressesByInterface of(Table<InterfaceAddress> addresses) {
    return new AddressesByInterface(Multimaps.index(addresses, InterfaceAddress::interfaceIndex));
  }

  List<InterfaceAddress> get(int index) {
    return byIndex.get(index);
  }
}
