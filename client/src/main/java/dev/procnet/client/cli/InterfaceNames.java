package dev.procnet.client.cli;

import com.google.protobuf.ByteString;
import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.Interface;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.ResponseHeader;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Names of interfaces.
 *
 * @param byIndex as bytes, which they are
 */
record InterfaceNames(Map<Integer, ByteString> byIndex) {

  /** Those of the state that an answer was made from. */
  static InterfaceNames at(ProcnetClient client, ResponseHeader header) {
    ReadOptions read = ReadOptions.newBuilder().setExactRevision(header.getRevision()).build();
    return new InterfaceNames(
        client.introspection().allInterfaces(read).getInterfacesList().stream()
            .collect(Collectors.toMap(Interface::getIndex, InterfaceNames::bytes)));
  }

  /** An interface's name; its index where it has none, as one that is gone. */
  Object name(int index) {
    if (index == 0) {
      return "";
    }
    ByteString name = byIndex.get(index);
    return name == null ? "#" + Unsigned.text(index) : name;
  }

  /** The name's bytes: the text is not them where they are no UTF-8. */
  static ByteString bytes(Interface device) {
    return device.getRawName().isEmpty() ? device.getNameBytes() : device.getRawName();
  }
}
