package dev.procnet.server;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Error;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Exception;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2FrameListener;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import java.nio.charset.StandardCharsets;

/**
 * Ends a connection that sends DATA frames without data and without end, which cost no flow control
 * window (CVE-2019-9518), and counts connections that were ended for a flood of any kind. gRPC has
 * no setting for it, so this waits at the head of the connection's handlers until gRPC's own is
 * there, and puts a listener before that one's.
 */
final class FloodGuard extends ChannelInboundHandlerAdapter {

  /** Frames in a row; clients send one now and then. */
  private static final int MOST_EMPTY = 100;

  private final FloodCounts counts;

  FloodGuard(FloodCounts counts) {
    this.counts = counts;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    Http2ConnectionHandler http2 = context.pipeline().get(Http2ConnectionHandler.class);
    if (http2 != null) {
      http2.decoder().frameListener(new EmptyFrames(http2.decoder().frameListener()));
      http2.connection().addListener(new Ends(counts));
      context.pipeline().remove(this);
    }
    context.fireChannelRead(message);
  }

  private static final class EmptyFrames extends Http2FrameListenerDecorator {

    private int empty;

    EmptyFrames(Http2FrameListener listener) {
      super(listener);
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext context, int stream, ByteBuf data, int padding, boolean endOfStream)
        throws Http2Exception {
      empty = endOfStream || data.isReadable() ? 0 : empty + 1;
      if (empty > MOST_EMPTY) {
        throw Http2Exception.connectionError(
            Http2Error.ENHANCE_YOUR_CALM, FloodCounts.TOO_MANY_EMPTY_FRAMES);
      }
      return super.onDataRead(context, stream, data, padding, endOfStream);
    }
  }

  private static final class Ends extends Http2ConnectionAdapter {

    private final FloodCounts counts;

    Ends(FloodCounts counts) {
      this.counts = counts;
    }

    @Override
    public void onGoAwaySent(int lastStream, long error, ByteBuf why) {
      if (error == Http2Error.ENHANCE_YOUR_CALM.code()) {
        counts.ended(why.toString(StandardCharsets.UTF_8));
      }
    }
  }
}
