package dev.procnet.server;

import dev.procnet.server.config.LimitConfig;
import dev.procnet.server.security.PeerAddress;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandler.Sharable;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections beyond the limits as they are accepted, before anything is read from them or
 * held for them. On the accepting channel of each listener, which all share the limits.
 */
@Sharable
final class Admission extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  private final LimitConfig limits;
  private final FloodCounts floods;
  private final AtomicInteger open = new AtomicInteger();
  private final Map<InetAddress, Integer> peers = new ConcurrentHashMap<>();
  private final LongAdder refusedInAll = new LongAdder();
  private final LongAdder refusedOfPeer = new LongAdder();

  /**
   * @param floods counts connections that are ended later
   */
  @Inject
  Admission(LimitConfig limits, FloodCounts floods) {
    this.limits = limits;
    this.floods = floods;
  }

  /** Connections that are open. */
  int open() {
    return open.get();
  }

  /** Connections that were closed as there were too many. */
  long refusedInAll() {
    return refusedInAll.sum();
  }

  /** Connections that were closed as their address had too many. */
  long refusedOfPeer() {
    return refusedOfPeer.sum();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object accepted) {
    Channel connection = (Channel) accepted;
    InetAddress peer = address(connection);
    if (open.incrementAndGet() > limits.connections()) {
      open.decrementAndGet();
      refuse(connection, refusedInAll, "max-connections", limits.connections());
    } else if (peer != null && peers.merge(peer, 1, Integer::sum) > limits.peerConnections()) {
      leave(peer);
      refuse(connection, refusedOfPeer, "max-peer-connections", limits.peerConnections());
    } else {
      var _ = connection.closeFuture().addListener(_ -> leave(peer));
      connection.pipeline().addLast(new FloodGuard(floods));
      context.fireChannelRead(connection);
    }
  }

  private void leave(@Nullable InetAddress peer) {
    open.decrementAndGet();
    if (peer != null) {
      peers.computeIfPresent(peer, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  /** It has no event loop yet that could close it in turn. */
  private static void refuse(Channel connection, LongAdder refused, String setting, int limit) {
    refused.increment();
    LOG.debug("{} would be one more than --{} {}", connection.remoteAddress(), setting, limit);
    connection.unsafe().closeForcibly();
  }

  private static @Nullable InetAddress address(Channel connection) {
    return connection.remoteAddress() instanceof InetSocketAddress remote
        ? PeerAddress.counted(remote.getAddress())
        : null;
  }
}
