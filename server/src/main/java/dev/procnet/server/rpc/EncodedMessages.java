package dev.procnet.server.rpc;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Messages as gRPC's own interceptors see them: encoded. An answer is not encoded before it is
 * written, as it is a stream that drains itself into what is sent; gRPC's marshaller of streams
 * copies it by a buffer of 8 KiB, which is more than most net files hold.
 */
enum EncodedMessages implements Marshaller<InputStream> {
  INSTANCE;

  @Override
  public InputStream stream(InputStream message) {
    return message;
  }

  /**
   * A request is decoded where it arrives, before gRPC takes its bytes back: none of the
   * interceptors that see it encoded may keep it.
   */
  @Override
  public InputStream parse(InputStream message) {
    if (message instanceof KnownLength) {
      return message;
    }
    try {
      return new Uncompressed(message.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a length that is known, as decoders ask of it. */
  private static final class Uncompressed extends ByteArrayInputStream implements KnownLength {

    Uncompressed(byte[] content) {
      super(content);
    }
  }
}
