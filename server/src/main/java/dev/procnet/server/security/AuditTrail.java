package dev.procnet.server.security;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes a line of the audit log at the end of each call that is due one. Stands outside of what
 * maps errors, so that it sees what callers are told.
 */
public final class AuditTrail implements ServerInterceptor {

  private final AuditLog log;

  @Inject
  public AuditTrail(AuditLog log) {
    this.log = log;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (!log.on()) {
      return next.startCall(call, headers);
    }
    AuditRecord record = new AuditRecord(true);
    Audited<Q, A> audited = new Audited<>(call, record);
    Context context = Context.current().withValue(AuditRecord.KEY, record);
    return new Cancelled<>(Contexts.interceptCall(context, audited, headers, next), audited);
  }

  private final class Audited<Q, A> extends SimpleForwardingServerCall<Q, A> {

    private final AuditRecord record;
    private final AtomicBoolean written = new AtomicBoolean();

    Audited(ServerCall<Q, A> call, AuditRecord record) {
      super(call);
      this.record = record;
    }

    @Override
    public void close(Status status, Metadata trailers) {
      write(status.getCode());
      super.close(status, trailers);
    }

    void write(Status.Code code) {
      if (record.isDue() && written.compareAndSet(false, true)) {
        log.write(
            new AuditLog.Line(
                record.caller(),
                getMethodDescriptor().getFullMethodName(),
                record.stacks(),
                record.revision(),
                !record.isDenied(),
                code.name(),
                record.reason()));
      }
    }
  }

  /** A call whose caller left before it was answered may have done what it asked for. */
  private static final class Cancelled<Q> extends SimpleForwardingServerCallListener<Q> {

    private final AuditTrail.Audited<Q, ?> call;

    Cancelled(ServerCall.Listener<Q> listener, AuditTrail.Audited<Q, ?> call) {
      super(listener);
      this.call = call;
    }

    @Override
    public void onCancel() {
      call.write(Status.Code.CANCELLED);
      super.onCancel();
    }
  }
}
