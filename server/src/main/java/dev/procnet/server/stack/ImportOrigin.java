package dev.procnet.server.stack;

import com.google.protobuf.ByteString;

/**
 * Where an imported state came from.
 *
 * @param request that brought it
 * @param report what the request is told beside the revision, in the words of whoever took it
 */
public record ImportOrigin(RequestKey request, ByteString report) {

  /** No request did. */
  public static final ImportOrigin NONE = new ImportOrigin(RequestKey.NONE, ByteString.EMPTY);
}
