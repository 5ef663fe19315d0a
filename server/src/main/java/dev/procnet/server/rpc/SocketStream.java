package dev.procnet.server.rpc;

import dev.procnet.server.stack.Socket;
import dev.procnet.v1.SocketFilter;
import dev.procnet.v1.StreamSocketsResponse;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Sockets that match a filter, some a message, the header in the first, the count in the last. */
final class SocketStream implements Pump.Source<StreamSocketsResponse> {

  private static final int MESSAGE_BYTES = 256 * 1024;

  private final Reads.Found found;
  private final Iterator<Socket> matches;
  private long sent;
  private boolean begun;
  private boolean complete;

  SocketStream(Reads.Found found, SocketFilter filter, SocketIndex index) {
    this.found = found;
    this.matches =
        SocketFilters.compile(filter, found.view().sight(), index).of(found.snapshot(), 0);
  }

  @Override
  public @Nullable StreamSocketsResponse next() {
    if (complete) {
      return null;
    }
    StreamSocketsResponse.Builder message = StreamSocketsResponse.newBuilder();
    if (!begun) {
      begun = true;
      message.setHeader(found.header());
    }
    int bytes = 0;
    while (bytes < MESSAGE_BYTES && matches.hasNext()) {
      dev.procnet.v1.Socket socket = SocketMapper.toProto(matches.next(), found.view());
      bytes += socket.getSerializedSize();
      message.addSockets(socket);
      sent++;
    }
    if (!matches.hasNext()) {
      complete = true;
      message.setLast(true).setTotalSize(sent);
    }
    return message.build();
  }

  @Override
  public boolean complete() {
    return complete;
  }
}
