package dev.procnet.client;

import com.google.protobuf.ByteString;
import java.io.IOException;

/** Takes the bytes of a file as they come. */
@FunctionalInterface
public interface ByteSink {

  /** Takes a chunk. What it throws ends the stream. */
  void write(ByteString chunk) throws IOException;
}
