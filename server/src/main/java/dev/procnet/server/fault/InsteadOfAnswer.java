package dev.procnet.server.fault;

import com.google.protobuf.Message;
import io.grpc.Metadata;
import io.grpc.Status;

/** Does something else as soon as there is an answer, which is lost. */
record InsteadOfAnswer(Runnable instead) implements Answer {

  @Override
  public void headers(Metadata headers) {
    // Comes with the first message, as far as anyone can tell.
  }

  @Override
  public void message(Message message) {
    instead.run();
  }

  @Override
  public void end(Status status, Metadata trailers) {
    instead.run();
  }
}
