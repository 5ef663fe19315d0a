package dev.procnet.server.fault;

import com.google.protobuf.Message;
import io.grpc.Metadata;
import io.grpc.Status;

/** Takes what a service answers: headers, messages, one end. */
interface Answer {

  void headers(Metadata headers);

  void message(Message message);

  void end(Status status, Metadata trailers);
}
