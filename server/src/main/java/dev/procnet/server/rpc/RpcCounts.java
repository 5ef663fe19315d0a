package dev.procnet.server.rpc;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.procnet.server.stack.ProcnetException;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What the services count of themselves, for whoever measures them. Thread-safe. */
@Singleton
public final class RpcCounts {

  private final Map<Failure, LongAdder> failures = new ConcurrentHashMap<>();
  private final AtomicInteger watchers = new AtomicInteger();
  private final Map<String, LongAdder> quotas = new ConcurrentHashMap<>();
  private final ImportLimits limits;
  private final CallLimits callLimits;
  private final ImportSlots slots;

  @Inject
  RpcCounts(ImportLimits limits, CallLimits callLimits, ImportSlots slots) {
    this.callLimits = callLimits;
    this.limits = limits;
    this.slots = slots;
  }

  /**
   * A way in which calls fail.
   *
   * @param method without its service: {@code ImportStack}
   * @param reason as callers are told it: {@code STACK_NOT_FOUND}; that of a status without one is
   *     its code
   */
  public record Failure(String method, String reason) {}

  /** How many calls failed in which way so far. */
  public Map<Failure, Long> failures() {
    Map<Failure, Long> counts = new ConcurrentHashMap<>();
    failures.forEach((failure, count) -> counts.put(failure, count.sum()));
    return counts;
  }

  /** How many calls each quota has refused so far. */
  public Map<String, Long> quotas() {
    Map<String, Long> counts = new ConcurrentHashMap<>();
    quotas.forEach((quota, count) -> counts.put(quota, count.sum()));
    return counts;
  }

  /** Watches that go on. */
  public int watchers() {
    return watchers.get();
  }

  /** Imports that go on. */
  public int imports() {
    return limits.concurrent() - slots.free();
  }

  /** Most imports at one time. */
  public int mostImports() {
    return limits.concurrent();
  }

  void failed(MethodDescriptor<?, ?> method, Throwable error) {
    @Nullable String name = method.getBareMethodName();
    failures
        .computeIfAbsent(
            new Failure(name == null ? "unknown" : name, reason(error)), added -> new LongAdder())
        .increment();
    if (error instanceof ProcnetException known && known.metadata().get("quota") != null) {
      quotas.computeIfAbsent(known.metadata().get("quota"), added -> new LongAdder()).increment();
    }
  }

  /** Of a bounded number, all of them words of the server. */
  private static String reason(Throwable error) {
    return switch (error) {
      case ProcnetException known -> known.reason().name();
      case StatusRuntimeException status
          when status.getCause() instanceof InvalidProtocolBufferException ->
          ProcnetException.Reason.FIELD_INVALID.name();
      case StatusRuntimeException status -> status.getStatus().getCode().name();
      default -> "INTERNAL";
    };
  }

  /**
   * A watch has begun.
   *
   * @return to be run at its end; more than once is once
   * @throws ProcnetException QUOTA_EXCEEDED, {@code watchers}
   */
  Runnable watchBegan() {
    AtomicBoolean ended = new AtomicBoolean();
    int limit = callLimits.watchers();
    if (watchers.incrementAndGet() > limit) {
      watchers.decrementAndGet();
      throw ProcnetException.of(
          ProcnetException.Reason.QUOTA_EXCEEDED,
          "watchers would be one more than the " + limit + " allowed",
          "quota",
          "watchers",
          "limit",
          limit,
          "used",
          limit);
    }
    return () -> {
      if (ended.compareAndSet(false, true)) {
        watchers.decrementAndGet();
      }
    };
  }
}
