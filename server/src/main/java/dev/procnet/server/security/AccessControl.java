package dev.procnet.server.security;

import com.google.protobuf.Message;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.v1.ListStacksResponse;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets calls through that their callers have the role for, by the rule of the method and the stacks
 * that its requests name. Must stand between the errors' interceptor, which tells callers of
 * denials, and the services, where requests are decoded.
 */
@Singleton
public final class AccessControl implements ServerInterceptor {

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final MethodRules rules;
  private final Authority authority;

  @Inject
  public AccessControl(MethodRules rules, Authority authority) {
    this.rules = rules;
    this.authority = authority;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    MethodRule rule = rules.of(call.getMethodDescriptor());
    Optional<Role> role = rule.role();
    if (role.isEmpty()) {
      return next.startCall(call, headers);
    }
    AuditRecord record = AuditRecord.current();
    Permit permit = guarded(record, () -> permit(call, headers, rule, role.get(), record));
    ServerCall.Listener<Q> listener = next.startCall(new Answers<>(call, permit, record), headers);
    return new Requests<>(listener, permit, record);
  }

  /** Before a request is read, let alone decoded. */
  private Permit permit(
      ServerCall<?, ?> call, Metadata headers, MethodRule rule, Role role, AuditRecord record) {
    Caller connected = CallerFilter.of(call.getAttributes());
    record.caller(connected, rule.audited());
    Caller caller = authority.identify(connected, headers.get(AUTHORIZATION));
    record.caller(caller, rule.audited());
    String method = call.getMethodDescriptor().getFullMethodName();
    Permit permit =
        Permit.of(caller, authority.rights(caller), method, role, rule.showsNoAddresses());
    if (permit.isVoid()) {
      throw Authority.denied(caller, method, role, "");
    }
    return permit;
  }

  /** Makes something; that it is denied is noted. */
  private static <T> T guarded(AuditRecord record, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (ProcnetException e) {
      record.denied(e.reason().name());
      throw e;
    }
  }

  /** Looks at each request before the service does. */
  private static final class Requests<Q> extends SimpleForwardingServerCallListener<Q> {

    private final Permit permit;
    private final AuditRecord record;
    private boolean denied;

    Requests(ServerCall.Listener<Q> listener, Permit permit, AuditRecord record) {
      super(listener);
      this.permit = permit;
      this.record = record;
    }

    @Override
    public void onMessage(Q request) {
      if (denied) {
        return;
      }
      if (record.wantsStacks()) {
        noteStacks(request);
      }
      super.onMessage(checked(request));
    }

    private Q checked(Q request) {
      try {
        @SuppressWarnings("unchecked") // A request stays one of its type.
        Q checked = (Q) guarded(record, () -> permit.checked(request));
        return checked;
      } catch (ProcnetException e) {
        denied = true;
        noteStacks(request);
        throw e;
      }
    }

    private void noteStacks(Q request) {
      if (request instanceof Message message) {
        record.stacks(StackNames.of(message).names());
      }
    }

    /** A call that is denied has ended for its service, which must not answer it. */
    @Override
    public void onHalfClose() {
      if (!denied) {
        super.onHalfClose();
      }
    }
  }

  /** Leaves out what the caller may not know of. */
  private static final class Answers<Q, A> extends SimpleForwardingServerCall<Q, A> {

    private final Permit permit;
    private final AuditRecord record;

    Answers(ServerCall<Q, A> call, Permit permit, AuditRecord record) {
      super(call);
      this.permit = permit;
      this.record = record;
    }

    @Override
    public void sendMessage(A answer) {
      record.answered(answer);
      if (answer instanceof ListStacksResponse list && !permit.visible().all()) {
        @SuppressWarnings("unchecked") // An answer stays one of its type.
        A seen = (A) seen(list);
        super.sendMessage(seen);
      } else {
        super.sendMessage(answer);
      }
    }

    private ListStacksResponse seen(ListStacksResponse list) {
      return list.toBuilder()
          .clearStacks()
          .addAllStacks(
              list.getStacksList().stream()
                  .filter(stack -> permit.visible().contains(stack.getName()))
                  .toList())
          .build();
    }
  }
}
