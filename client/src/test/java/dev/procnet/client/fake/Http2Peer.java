package dev.procnet.client.fake;

import io.grpc.netty.shaded.io.netty.bootstrap.ServerBootstrap;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInitializer;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.SimpleChannelInboundHandler;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Headers;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2HeadersFrame;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Speaks HTTP/2, and answers each call with the same head and bytes, without trailers. */
public final class Http2Peer implements AutoCloseable {

  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel channel;

  /**
   * Starts one on a free port of the loopback.
   *
   * @param status of HTTP
   * @param body what comes after the head
   */
  public Http2Peer(int status, String contentType, byte[] body) {
    Http2Headers head =
        new DefaultHttp2Headers().status(Integer.toString(status)).add("content-type", contentType);
    channel =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel accepted) {
                    accepted
                        .pipeline()
                        .addLast(
                            Http2FrameCodecBuilder.forServer().build(), new Answer(head, body));
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
  }

  /** As {@code --server} takes it. */
  public String address() {
    return "127.0.0.1:" + ((InetSocketAddress) channel.localAddress()).getPort();
  }

  @Override
  public void close() {
    var _ = channel.close().syncUninterruptibly();
    var _ = loop.shutdownGracefully();
  }

  private static final class Answer extends SimpleChannelInboundHandler<Http2HeadersFrame> {
    private final Http2Headers head;
    private final byte[] body;

    Answer(Http2Headers head, byte[] body) {
      this.head = head;
      this.body = body;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Http2HeadersFrame asked) {
      var _ = context.write(new DefaultHttp2HeadersFrame(head).stream(asked.stream()));
      var _ =
          context.writeAndFlush(
              new DefaultHttp2DataFrame(Unpooled.copiedBuffer(body), true).stream(asked.stream()));
    }
  }
}
