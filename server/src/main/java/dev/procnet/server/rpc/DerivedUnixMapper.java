package dev.procnet.server.rpc;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.SocketType;
import dev.procnet.server.stack.UnixSocket;
import dev.procnet.server.stack.derive.ConnectUnix;
import dev.procnet.server.stack.derive.OpenUnix;
import dev.procnet.server.stack.derive.Owner;
import dev.procnet.server.stack.derive.UnixPair;

/** Derived mutations of unix sockets. Paths of violations are seen from the mutation. */
final class DerivedUnixMapper {

  private DerivedUnixMapper() {}

  static OpenUnix open(dev.procnet.v1.OpenUnix proto) {
    Violations wrong = new Violations();
    SocketType type = type(wrong, proto.getTypeValue());
    if (proto.hasPath()) {
      checkPath(wrong, proto.getPath());
    }
    if (proto.getListening() && (!proto.hasPath() || type == SocketType.DGRAM)) {
      wrong.add("listening", "is set, expected it only of a STREAM or SEQPACKET with a path");
    }
    Owner owner =
        DerivedMapper.owner(wrong, proto.getUid(), proto.hasInode() ? proto.getInode() : null);
    wrong.throwIfAny();
    return new OpenUnix(
        type, proto.hasPath() ? proto.getPath() : null, proto.getListening(), owner);
  }

  static ConnectUnix connect(dev.procnet.v1.ConnectUnix proto) {
    Violations wrong = new Violations();
    SocketType type = type(wrong, proto.getTypeValue());
    checkPath(wrong, proto.getPath());
    Owner owner =
        DerivedMapper.owner(wrong, proto.getUid(), proto.hasInode() ? proto.getInode() : null);
    wrong.throwIfAny();
    return new ConnectUnix(type, proto.getPath(), owner);
  }

  static UnixPair pair(dev.procnet.v1.UnixPair proto) {
    Violations wrong = new Violations();
    SocketType type = type(wrong, proto.getTypeValue());
    wrong.throwIfAny();
    return new UnixPair(type, proto.getUid());
  }

  private static SocketType type(Violations wrong, int number) {
    SocketType type = SocketType.of(number);
    boolean ofUnix = type != SocketType.RAW && type != SocketType.PACKET;
    return wrong.known(
        "type",
        number,
        ofUnix ? type : null,
        "STREAM (1), DGRAM (2) or SEQPACKET (5)",
        SocketType.STREAM);
  }

  private static void checkPath(Violations wrong, ByteString path) {
    if (path.isEmpty() || path.size() > UnixSocket.MAX_PATH) {
      wrong.add("path", "has " + path.size() + " bytes, expected 1 to " + UnixSocket.MAX_PATH);
    }
  }
}
