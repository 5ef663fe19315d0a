package dev.procnet.server.rpc;

import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Mutation.Derivation;
import dev.procnet.server.stack.Mutation.SocketKey;
import dev.procnet.server.stack.derive.Accept;
import dev.procnet.server.stack.derive.Close;
import dev.procnet.server.stack.derive.Connect;
import dev.procnet.server.stack.derive.ConnectUdp;
import dev.procnet.server.stack.derive.Endpoint;
import dev.procnet.server.stack.derive.Expire;
import dev.procnet.server.stack.derive.Incoming;
import dev.procnet.server.stack.derive.Listen;
import dev.procnet.server.stack.derive.OpenUdp;
import dev.procnet.server.stack.derive.Owner;
import dev.procnet.server.stack.derive.Receive;
import dev.procnet.server.stack.derive.Send;
import dev.procnet.v1.SocketRef;
import org.jspecify.annotations.Nullable;

/** Derived mutations of TCP and UDP sockets. Paths of violations are seen from the mutation. */
final class DerivedMapper {

  private static final SocketKey NONE = new SocketKey(0, false);

  private DerivedMapper() {}

  static Listen listen(dev.procnet.v1.Listen proto) {
    Violations wrong = new Violations();
    boolean ipv6 =
        EndpointMapper.isIpv6(
            wrong, proto.getFamily(), proto.getFamilyValue(), proto.getLocal(), proto.getLocal());
    Endpoint local = endpoint(wrong, "local", proto.getLocal(), ipv6);
    Owner owner = owner(wrong, proto.getUid(), proto.hasInode() ? proto.getInode() : null);
    wrong.throwIfAny();
    return new Listen(local, owner, proto.getReusePort());
  }

  static Derivation connect(dev.procnet.v1.Connect proto) {
    Violations wrong = new Violations();
    boolean ipv6 =
        EndpointMapper.isIpv6(
            wrong, proto.getFamily(), proto.getFamilyValue(), proto.getLocal(), proto.getRemote());
    Endpoint local = endpoint(wrong, "local", proto.getLocal(), ipv6);
    Endpoint remote = required(wrong, "remote", proto.getRemote(), ipv6);
    Owner owner = owner(wrong, proto.getUid(), proto.hasInode() ? proto.getInode() : null);
    if (!proto.getPeerStack().isEmpty() && (proto.getHalfOpen() || proto.getIncoming())) {
      wrong.add("peer_stack", "is set with half_open or incoming, expected it without them");
    }
    if (proto.getIncoming() && local.port() == 0) {
      wrong.add("local.port", "is 0 of an incoming connection, expected 1 to 65535");
    }
    wrong.throwIfAny();
    Integer backlog = proto.hasBacklog() ? proto.getBacklog() : null;
    return proto.getIncoming()
        ? new Incoming(local, remote, proto.getHalfOpen(), backlog)
        : new Connect(
            local, remote, owner, proto.getHalfOpen(), backlog, peerStack(proto.getPeerStack()));
  }

  static Accept accept(dev.procnet.v1.Accept proto) {
    Violations wrong = new Violations();
    SocketKey listener = key(wrong, "listener", proto.getListener());
    Owner owner = owner(wrong, proto.getUid(), proto.hasInode() ? proto.getInode() : null);
    wrong.throwIfAny();
    return new Accept(listener, owner);
  }

  static Send send(dev.procnet.v1.Send proto) {
    Violations wrong = new Violations();
    SocketKey socket = key(wrong, "socket", proto.getSocket());
    int bytes = wrong.atMost("bytes", proto.getBytes(), Integer.MAX_VALUE);
    boolean ipv6 = proto.getTo().getAddress().indexOf(':') >= 0;
    Endpoint to = proto.hasTo() ? required(wrong, "to", proto.getTo(), ipv6) : null;
    if (proto.getByPeer() && proto.getLost()) {
      wrong.add("lost", "is set with by_peer, expected one of them: nothing would come of it");
    }
    checkPeerStack(wrong, proto.getPeerStack(), proto.getByPeer() || proto.getLost());
    wrong.throwIfAny();
    return new Send(
        socket, bytes, to, proto.getByPeer(), proto.getLost(), peerStack(proto.getPeerStack()));
  }

  static Receive receive(dev.procnet.v1.Receive proto) {
    Violations wrong = new Violations();
    SocketKey socket = key(wrong, "socket", proto.getSocket());
    int bytes = wrong.atMost("bytes", proto.getBytes(), Integer.MAX_VALUE);
    wrong.throwIfAny();
    return new Receive(socket, proto.hasBytes() ? bytes : null);
  }

  static Close close(dev.procnet.v1.Close proto) {
    Violations wrong = new Violations();
    SocketKey socket = key(wrong, "socket", proto.getSocket());
    SocketKey peer = proto.hasPeer() ? key(wrong, "peer", proto.getPeer()) : null;
    if (proto.getLost() && (proto.getByPeer() || proto.getAbort())) {
      wrong.add("lost", "is set with by_peer or abort, expected it alone");
    }
    checkPeerStack(wrong, proto.getPeerStack(), proto.getByPeer() || proto.getLost());
    wrong.throwIfAny();
    return new Close(
        socket,
        proto.getAbort(),
        proto.getByPeer(),
        proto.getLost(),
        peer,
        peerStack(proto.getPeerStack()));
  }

  static Expire expire(dev.procnet.v1.Expire proto) {
    Violations wrong = new Violations();
    SocketKey socket = key(wrong, "socket", proto.getSocket());
    wrong.throwIfAny();
    return new Expire(socket, proto.getGiveUp());
  }

  static OpenUdp openUdp(dev.procnet.v1.OpenUdp proto) {
    Violations wrong = new Violations();
    boolean ipv6 =
        EndpointMapper.isIpv6(
            wrong, proto.getFamily(), proto.getFamilyValue(), proto.getLocal(), proto.getRemote());
    Endpoint local = endpoint(wrong, "local", proto.getLocal(), ipv6);
    Endpoint remote =
        proto.hasRemote()
            ? required(wrong, "remote", proto.getRemote(), ipv6)
            : endpoint(wrong, "remote", proto.getRemote(), ipv6);
    Owner owner = owner(wrong, proto.getUid(), proto.hasInode() ? proto.getInode() : null);
    wrong.throwIfAny();
    return new OpenUdp(local, remote, owner, proto.getReuse());
  }

  static ConnectUdp connectUdp(dev.procnet.v1.ConnectUdp proto) {
    Violations wrong = new Violations();
    SocketKey socket = key(wrong, "socket", proto.getSocket());
    boolean ipv6 = proto.getRemote().getAddress().indexOf(':') >= 0;
    Endpoint remote = required(wrong, "remote", proto.getRemote(), ipv6);
    wrong.throwIfAny();
    return new ConnectUdp(socket, remote);
  }

  private static @Nullable String peerStack(String name) {
    return name.isEmpty() ? null : name;
  }

  private static void checkPeerStack(Violations wrong, String name, boolean oneEnded) {
    if (oneEnded && !name.isEmpty()) {
      wrong.add("peer_stack", "is set with by_peer or lost, expected it without them");
    }
  }

  /** Whose a new socket is. An inode of 0 would be nobody's. */
  static Owner owner(Violations wrong, int uid, @Nullable Long inode) {
    if (inode != null && inode == 0) {
      wrong.add("inode", "is 0, expected 1 or more, or nothing");
    }
    return new Owner(uid, inode);
  }

  static SocketKey key(Violations wrong, String field, SocketRef proto) {
    return switch (proto.getKeyCase()) {
      case ID -> new SocketKey(proto.getId(), false);
      case INODE -> new SocketKey(proto.getInode(), true);
      case KEY_NOT_SET -> {
        wrong.add(field + ".key", "is not set, expected id or inode");
        yield NONE;
      }
    };
  }

  private static Endpoint endpoint(
      Violations wrong, String field, dev.procnet.v1.Endpoint proto, boolean ipv6) {
    IpAddress address = EndpointMapper.address(wrong, field, proto, ipv6);
    return new Endpoint(address, EndpointMapper.port(wrong, field, proto));
  }

  /** One with an address and a port. */
  private static Endpoint required(
      Violations wrong, String field, dev.procnet.v1.Endpoint proto, boolean ipv6) {
    Endpoint endpoint = endpoint(wrong, field, proto, ipv6);
    if (endpoint.address().isUnspecified()) {
      wrong.add(field + ".address", "is the unspecified address, expected that of the other end");
    }
    if (endpoint.port() == 0) {
      wrong.add(field + ".port", "is 0, expected 1 to 65535");
    }
    return endpoint;
  }
}
