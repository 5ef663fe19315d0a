package dev.procnet.client;

import dev.procnet.v1.ExportEnd;
import dev.procnet.v1.ExportStackResponse;
import dev.procnet.v1.FileChunk;
import dev.procnet.v1.ResponseHeader;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes an export: one start, the chunks of each file in one row, one end that fits. */
final class ExportReceiver implements Receiver<ExportStackResponse, ExportReceipt> {

  private static final String NAME = "export";

  private final ExportSink sink;
  private final ContentDigest digest = new ContentDigest();
  private final Set<String> names = new HashSet<>();
  private String current = "";
  private @Nullable ResponseHeader header;
  private @Nullable ExportEnd end;

  ExportReceiver(ExportSink sink) {
    this.sink = sink;
  }

  @Override
  public void accept(ExportStackResponse message) throws IOException {
    if (message.hasStart() != (header == null) || end != null) {
      throw broken("messages out of order: " + message.getPartCase());
    }
    switch (message.getPartCase()) {
      case START -> header = message.getStart().getHeader();
      case CHUNK -> chunk(message.getChunk());
      case END -> end = message.getEnd();
      case PART_NOT_SET -> throw broken("a message without content");
    }
  }

  private void chunk(FileChunk chunk) throws IOException {
    if (!chunk.getName().equals(current) && !names.add(chunk.getName())) {
      throw broken("chunks of " + chunk.getName() + " came apart");
    }
    current = chunk.getName();
    digest.add(chunk.getContent());
    sink.accept(chunk);
  }

  @Override
  public ExportReceipt finish() {
    if (header == null || end == null) {
      throw broken("the stream was cut short: it has no end message");
    }
    if (end.getFiles() != names.size()) {
      throw broken(
          names.size()
              + " files came, the stream's end says "
              + Integer.toUnsignedString(end.getFiles()));
    }
    new StreamEnd(end.getBytesSent(), end.getCrc32C()).check(NAME, digest);
    return new ExportReceipt(header, names.size(), digest.bytes());
  }

  @Override
  public ProcnetClientException failed(ProcnetClientException cause) {
    return header == null
        ? cause
        : new BrokenStreamException(
            current.isEmpty() ? NAME : NAME + " of " + current,
            digest.bytes(),
            "bytes",
            "the stream was cut short: " + cause.getMessage(),
            cause);
  }

  private BrokenStreamException broken(String why) {
    return new BrokenStreamException(NAME, digest.bytes(), why);
  }
}
