package dev.procnet.server.netfile;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.Snapshot;

/** Names of interfaces for rows that hold an index. */
final class DeviceNames {

  private DeviceNames() {}

  /** There is such an interface. A row that speaks of one that is gone is left out. */
  static boolean isThere(Snapshot snapshot, int index) {
    return snapshot.interfaceOf(index) != null;
  }

  /** The name of that interface; {@code none} where there is none. */
  static ByteString of(Snapshot snapshot, int index, ByteString none) {
    Interface found = snapshot.interfaceOf(index);
    return found == null ? none : found.name().bytes();
  }
}
