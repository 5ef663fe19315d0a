package dev.procnet.server.fault;

import com.google.common.collect.Iterators;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.procnet.v1.ExportStackResponse;
import dev.procnet.v1.FileChunk;
import dev.procnet.v1.ReadNetFileResponse;
import dev.procnet.v1.StreamNetFileResponse;
import java.util.Iterator;
import java.util.stream.IntStream;

/** The bytes of net files in answers. */
final class Content {

  private Content() {}

  /** It is an answer of a kind that holds some, or belongs to such. */
  static boolean isPart(Message message) {
    return message instanceof ReadNetFileResponse
        || message instanceof StreamNetFileResponse
        || message instanceof ExportStackResponse;
  }

  /** Those of an answer; of one that holds no file: the answer's own. */
  static long size(Message message) {
    return isPart(message) ? bytes(message).size() : message.getSerializedSize();
  }

  private static ByteString bytes(Message message) {
    return switch (message) {
      case ReadNetFileResponse read -> read.getContent();
      case StreamNetFileResponse part -> part.getChunk();
      case ExportStackResponse part -> part.getChunk().getContent();
      default -> ByteString.EMPTY;
    };
  }

  /** The same answer with some of its bytes. */
  static Message cut(Message message, int from, int to) {
    ByteString some = bytes(message).substring(from, to);
    return switch (message) {
      case ReadNetFileResponse read -> read.toBuilder().setContent(some).build();
      case StreamNetFileResponse part -> part.toBuilder().setChunk(some).build();
      case ExportStackResponse part ->
          part.toBuilder().setChunk(FileChunk.newBuilder(part.getChunk()).setContent(some)).build();
      default -> throw new IllegalArgumentException(message.getClass() + " has no content");
    };
  }

  /** The same answer in pieces, made one at a time; whole, where it holds no more than that. */
  static Iterator<Message> pieces(Message message, int size) {
    int all = bytes(message).size();
    if (all <= size) {
      return Iterators.singletonIterator(message);
    }
    return IntStream.iterate(0, from -> from < all, from -> from + size)
        .mapToObj(from -> cut(message, from, Math.min(all, from + size)))
        .iterator();
  }
}
