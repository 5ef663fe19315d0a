package dev.procnet.server.fault;

import com.google.protobuf.Message;
import dev.procnet.v1.ReadNetFileRequest;

/** What effects that change how the state looks have in common. */
final class Views {

  private Views() {}

  /**
   * The request without its "only if it has changed": no revision tells that it looks otherwise.
   */
  static Message asking(Message request) {
    return request instanceof ReadNetFileRequest read
        ? read.toBuilder().clearIfChangedSince().build()
        : request;
  }
}
