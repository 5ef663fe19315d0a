package dev.procnet.client;

import dev.procnet.v1.ResponseHeader;
import dev.procnet.v1.Socket;
import dev.procnet.v1.StreamSocketsResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes streamed sockets up to the last message and compares their count. */
final class SocketReceiver implements Receiver<StreamSocketsResponse, SocketsReceipt> {

  private static final String NAME = "sockets";
  private static final String UNIT = "sockets";

  private final SocketSink sink;
  private @Nullable ResponseHeader header;
  private @Nullable StreamSocketsResponse last;
  private long count;

  SocketReceiver(SocketSink sink) {
    this.sink = sink;
  }

  @Override
  public void accept(StreamSocketsResponse message) throws IOException {
    if (last != null) {
      throw broken("a message after the last one");
    }
    if (header == null) {
      header = message.getHeader();
      sink.begin(header);
    }
    for (Socket socket : message.getSocketsList()) {
      count++;
      sink.accept(socket);
    }
    last = message.getLast() ? message : null;
  }

  @Override
  public SocketsReceipt finish() {
    if (header == null || last == null) {
      throw broken("the stream was cut short: it has no last message");
    }
    if (last.getTotalSize() != count) {
      throw broken("the last message says " + Long.toUnsignedString(last.getTotalSize()));
    }
    return new SocketsReceipt(header, count);
  }

  @Override
  public ProcnetClientException failed(ProcnetClientException cause) {
    return header == null
        ? cause
        : new BrokenStreamException(
            NAME, count, UNIT, "the stream was cut short: " + cause.getMessage(), cause);
  }

  private BrokenStreamException broken(String why) {
    return new BrokenStreamException(NAME, count, UNIT, why, null);
  }
}
