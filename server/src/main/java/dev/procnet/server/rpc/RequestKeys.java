package dev.procnet.server.rpc;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import dev.procnet.server.stack.RequestKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Keys of requests that may come again. Only a digest of what they asked for is kept. */
final class RequestKeys {

  private RequestKeys() {}

  /**
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID, {@code request_id}
   */
  static RequestKey of(String id, Message request) {
    return id.isEmpty() ? RequestKey.NONE : new RequestKey(id, digest(request));
  }

  /** With what the caller sent beside the message. */
  static RequestKey of(String id, Message request, HashCode more) {
    return id.isEmpty()
        ? RequestKey.NONE
        : new RequestKey(
            id,
            Hashing.sha256()
                .newHasher()
                .putBytes(digest(request).asBytes())
                .putBytes(more.asBytes())
                .hash());
  }

  private static HashCode digest(Message request) {
    // The type is part of it: two kinds of request may have the same bytes.
    Hasher hasher =
        Hashing.sha256()
            .newHasher()
            .putString(request.getDescriptorForType().getFullName(), StandardCharsets.UTF_8);
    return hasher.putBytes(bytes(request)).hash();
  }

  /** The bytes of a message, the same for equal ones. */
  static byte[] bytes(Message request) {
    byte[] bytes = new byte[request.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    // Maps have an order of their own at each reading.
    out.useDeterministicSerialization();
    try {
      request.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("an array takes what it was made for", e);
    }
    return bytes;
  }
}
