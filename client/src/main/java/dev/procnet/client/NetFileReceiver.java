package dev.procnet.client;

import dev.procnet.v1.NetFileEnd;
import dev.procnet.v1.ResponseHeader;
import dev.procnet.v1.StreamNetFileResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes a streamed net file: one start, chunks, one end that fits. */
final class NetFileReceiver implements Receiver<StreamNetFileResponse, NetFileReceipt> {

  private final String name;
  private final ByteSink sink;
  private final ContentDigest digest = new ContentDigest();
  private @Nullable ResponseHeader header;
  private @Nullable NetFileEnd end;

  NetFileReceiver(String name, ByteSink sink) {
    this.name = name;
    this.sink = sink;
  }

  @Override
  public void accept(StreamNetFileResponse message) throws IOException {
    if (message.hasStart() != (header == null) || end != null) {
      throw broken("messages out of order: " + message.getPartCase());
    }
    switch (message.getPartCase()) {
      case START -> header = message.getStart().getHeader();
      case CHUNK -> {
        digest.add(message.getChunk());
        sink.write(message.getChunk());
      }
      case END -> end = message.getEnd();
      case PART_NOT_SET -> throw broken("a message without content");
    }
  }

  @Override
  public NetFileReceipt finish() {
    if (header == null || end == null) {
      throw broken("the stream was cut short: it has no end message");
    }
    new StreamEnd(end.getBytesSent(), end.getCrc32C()).check(name, digest);
    return new NetFileReceipt(header, digest.bytes());
  }

  @Override
  public ProcnetClientException failed(ProcnetClientException cause) {
    return header == null
        ? cause
        : new BrokenStreamException(
            name,
            digest.bytes(),
            "bytes",
            "the stream was cut short: " + cause.getMessage(),
            cause);
  }

  private BrokenStreamException broken(String why) {
    return new BrokenStreamException(name, digest.bytes(), why);
  }
}
