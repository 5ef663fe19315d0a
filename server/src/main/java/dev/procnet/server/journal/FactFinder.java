package dev.procnet.server.journal;

import com.google.protobuf.Message;
import dev.procnet.server.call.CallFacts;
import dev.procnet.server.call.CallFields;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.List;

/** Reads from decoded messages what the journal tells of them. */
public final class FactFinder implements ServerInterceptor {

  private final CallFields fields;

  public FactFinder(CallFields fields) {
    this.fields = fields;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    CallFacts facts = CallFacts.current();
    return facts == null
        ? next.startCall(call, headers)
        : new Asked<>(next.startCall(new Answered<>(call, facts), headers), facts);
  }

  private final class Asked<Q> extends SimpleForwardingServerCallListener<Q> {

    private final CallFacts facts;
    private boolean first = true;

    Asked(ServerCall.Listener<Q> listener, CallFacts facts) {
      super(listener);
      this.facts = facts;
    }

    @Override
    public void onMessage(Q message) {
      if (first) {
        first = false;
        Message request = (Message) message;
        List<String> files = fields.files(request);
        facts.speaksOf(fields.stack(request), files.size() == 1 ? files.getFirst() : "");
      }
      super.onMessage(message);
    }
  }

  private final class Answered<Q, A> extends SimpleForwardingServerCall<Q, A> {

    private final CallFacts facts;

    Answered(ServerCall<Q, A> call, CallFacts facts) {
      super(call);
      this.facts = facts;
    }

    @Override
    public void sendMessage(A message) {
      long revision = fields.revision((Message) message);
      if (revision != 0) {
        facts.answeredAt(revision);
      }
      super.sendMessage(message);
    }
  }
}
