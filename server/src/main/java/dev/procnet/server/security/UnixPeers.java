package dev.procnet.server.security;

import io.grpc.Attributes;
import io.grpc.ServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.shaded.io.grpc.netty.InternalNettyServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.InternalProtocolNegotiationEvent;
import io.grpc.netty.shaded.io.grpc.netty.InternalProtocolNegotiator.ProtocolNegotiator;
import io.grpc.netty.shaded.io.grpc.netty.InternalProtocolNegotiators;
import io.grpc.netty.shaded.io.grpc.netty.ProtocolNegotiationEvent;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandler;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.PeerCredentials;
import io.grpc.netty.shaded.io.netty.util.AsciiString;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is at the other end of Unix sockets, as the kernel says it: SO_PEERCRED, the peer's uid and
 * gid when it connected (unix(7)). gRPC has no way to them but a negotiator, so this is one: that
 * of plain text, which notes them on the way.
 */
public final class UnixPeers {

  static final Attributes.Key<PeerCredentials> CREDENTIALS =
      Attributes.Key.create("procnet-peer-credentials");

  private static final Logger LOG = LoggerFactory.getLogger(UnixPeers.class);

  private UnixPeers() {}

  /** For listeners on Unix sockets of epoll. */
  public static ServerCredentials credentials() {
    return InternalNettyServerCredentials.create(new PlainText());
  }

  static Set<String> names(@Nullable PeerCredentials credentials) {
    Set<String> names = new LinkedHashSet<>();
    if (credentials != null) {
      names.add("uid:" + Integer.toUnsignedString(credentials.uid()));
      for (int gid : credentials.gids()) {
        names.add("gid:" + Integer.toUnsignedString(gid));
      }
    }
    return names;
  }

  private static final class PlainText implements ProtocolNegotiator {

    @Override
    public AsciiString scheme() {
      return AsciiString.of("http");
    }

    @Override
    public ChannelHandler newHandler(GrpcHttp2ConnectionHandler connection) {
      ChannelHandler next = InternalProtocolNegotiators.grpcNegotiationHandler(connection);
      return InternalProtocolNegotiators.waitUntilActiveHandler(
          new Noting(next), connection.getNegotiationLogger());
    }

    @Override
    public void close() {}
  }

  /** Stands in the way of the event that ends the negotiation, adds to it, and is gone. */
  private static final class Noting extends ChannelInboundHandlerAdapter {

    private final ChannelHandler next;

    Noting(ChannelHandler next) {
      this.next = next;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof ProtocolNegotiationEvent negotiated) {
        ProtocolNegotiationEvent noted = noted(negotiated, context);
        context.pipeline().replace(context.name(), null, next);
        context.fireUserEventTriggered(noted);
      } else {
        context.fireUserEventTriggered(event);
      }
    }

    private static ProtocolNegotiationEvent noted(
        ProtocolNegotiationEvent event, ChannelHandlerContext context) {
      if (!(context.channel() instanceof EpollDomainSocketChannel channel)) {
        return event;
      }
      try {
        return InternalProtocolNegotiationEvent.withAttributes(
            event,
            InternalProtocolNegotiationEvent.getAttributes(event).toBuilder()
                .set(CREDENTIALS, channel.peerCredentials())
                .build());
      } catch (IOException e) {
        LOG.warn("a peer's credentials can't be had, so it has no identity: {}", e.toString());
        return event;
      }
    }
  }
}
