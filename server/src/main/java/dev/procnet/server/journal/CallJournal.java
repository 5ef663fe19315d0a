package dev.procnet.server.journal;

import com.google.common.base.Ticker;
import com.google.protobuf.MessageLite;
import dev.procnet.server.call.CallFacts;
import dev.procnet.v1.JournalServiceGrpc;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;

/**
 * Writes each call into the journal as it ends, but for the journal's own. Must be the outermost of
 * all, to hear of calls that others refuse, and sees messages as bytes. A call is in the journal
 * before its caller learns that it has ended.
 */
public final class CallJournal implements ServerInterceptor {

  private final Journal journal;
  private final InstantSource clock;
  private final Ticker ticker;

  public CallJournal(Journal journal, InstantSource clock, Ticker ticker) {
    this.journal = journal;
    this.clock = clock;
    this.ticker = ticker;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (JournalServiceGrpc.SERVICE_NAME.equals(call.getMethodDescriptor().getServiceName())) {
      return next.startCall(call, headers);
    }
    CallFacts facts = new CallFacts();
    OpenRecord record = new OpenRecord(journal, clock.instant(), ticker, facts, call, headers);
    Context context = CallFacts.with(Context.current(), facts);
    return new Counted<>(
        Contexts.interceptCall(context, new Recorded<>(call, record), headers, next), record);
  }

  private static final class Recorded<Q, A> extends SimpleForwardingServerCall<Q, A> {

    private final OpenRecord record;

    Recorded(ServerCall<Q, A> call, OpenRecord record) {
      super(call);
      this.record = record;
    }

    @Override
    public void sendMessage(A message) {
      record.sent(size(message));
      super.sendMessage(message);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      record.end(status, trailers);
      super.close(status, trailers);
    }
  }

  private static final class Counted<Q> extends SimpleForwardingServerCallListener<Q> {

    private final OpenRecord record;

    Counted(ServerCall.Listener<Q> listener, OpenRecord record) {
      super(listener);
      this.record = record;
    }

    @Override
    public void onMessage(Q message) {
      record.received(size(message));
      super.onMessage(message);
    }

    @Override
    public void onCancel() {
      record.end(Status.CANCELLED, new Metadata());
      super.onCancel();
    }
  }

  /** Of a message in bytes, which tells its size, or of one that is not encoded yet. */
  private static int size(Object message) {
    try {
      return message instanceof InputStream bytes
          ? bytes.available()
          : ((MessageLite) message).getSerializedSize();
    } catch (IOException e) {
      throw new UncheckedIOException("a message in memory can be measured", e);
    }
  }
}
