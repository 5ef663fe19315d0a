package dev.procnet.server.netfile;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceName;
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

  /** {@code %-4d %-15s} and a blank: index and name. */
  static void writeLeft(RowBuffer out, Interface device) {
    out.signedLeft(device.index(), 4).put(' ').left(device.name().bytes(), 15).put(' ');
  }

  /** Reads the name of an interface, which has neither blanks nor colons. */
  static InterfaceName parse(NetFileText text) {
    int start = text.position();
    ByteString word = text.word("the name of an interface");
    int end = 0;
    while (end < word.size() && word.byteAt(end) != ':') {
      end++;
    }
    text.moveTo(start + end);
    ByteString name = word.substring(0, end);
    return text.check(start, () -> new InterfaceName(name));
  }
}
