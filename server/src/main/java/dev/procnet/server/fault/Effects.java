package dev.procnet.server.fault;

import com.google.protobuf.Any;
import com.google.protobuf.util.Durations;
import com.google.rpc.ErrorInfo;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.v1.CallStatus;
import dev.procnet.v1.FaultDelay;
import dev.procnet.v1.FaultEffect;
import dev.procnet.v1.FaultPhase;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.protobuf.StatusProto;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes what a rule does to one call. */
@Singleton
final class Effects {

  private static final String DOMAIN = "procnet.v1";
  private static final double LONGEST_NANOS = Duration.ofDays(1).toNanos();

  private final StackRegistry stacks;

  @Inject
  Effects(StackRegistry stacks) {
    this.stacks = stacks;
  }

  List<Effect> of(Shot shot, FaultSubject subject) {
    return shot.rule().getEffectsList().stream().map(effect -> of(effect, shot, subject)).toList();
  }

  private Effect of(FaultEffect effect, Shot shot, FaultSubject subject) {
    boolean late = shot.rule().getPhase() == FaultPhase.FAULT_PHASE_AFTER;
    return switch (effect.getKindCase()) {
      case DELAY -> new Delay(time(effect.getDelay(), shot.chance()), late);
      case STATUS -> new FailingCall(status(effect.getStatus(), shot), late);
      case TRUNCATE_AFTER_BYTES -> CutAnswer.ending(effect.getTruncateAfterBytes());
      case CUT_AFTER_BYTES ->
          CutAnswer.failing(effect.getCutAfterBytes(), status(cut(effect), shot));
      case DRIBBLE ->
          new Dribble(effect.getDribble().getChunkBytes(), time(effect.getDribble().getInterval()));
      case STALL -> new Stall(time(effect.getStall()), late);
      case DROP_CONNECTION -> new DroppedConnection(late);
      case STALE_BY_REVISIONS ->
          new StaleRead(stacks.find(subject.stack()), effect.getStaleByRevisions());
      case WATCH_LAG_BATCHES -> new LaggingWatch(effect.getWatchLagBatches());
      case STATISTICS_UNAVAILABLE ->
          new UnavailableStatistics(effect.getStatisticsUnavailable(), shot.rule().getName());
      case SOCKETS_DESTROYED -> new DestroyedSockets(effect.getSocketsDestroyed(), shot.chance());
      case KIND_NOT_SET -> throw new IllegalStateException("a rule was not checked");
    };
  }

  private static CallStatus cut(FaultEffect effect) {
    return CallStatus.newBuilder()
        .setCode(Status.Code.UNAVAILABLE.value())
        .setMessage("cut after " + Long.toUnsignedString(effect.getCutAfterBytes()) + " bytes")
        .build();
  }

  /** With a word on where it comes from, unless the rule says it all. */
  private static StatusException status(CallStatus wanted, Shot shot) {
    com.google.rpc.Status.Builder status =
        com.google.rpc.Status.newBuilder()
            .setCode(wanted.getCode())
            .setMessage(wanted.getMessage())
            .addAllDetails(wanted.getDetailsList());
    if (wanted.getDetailsCount() == 0) {
      status.addDetails(
          Any.pack(
              ErrorInfo.newBuilder()
                  .setReason("FAULT_INJECTED")
                  .setDomain(DOMAIN)
                  .putMetadata("rule", shot.rule().getName())
                  .build()));
    }
    return StatusProto.toStatusException(status.build());
  }

  private static Duration time(FaultDelay delay, RandomGenerator chance) {
    return switch (delay.getKindCase()) {
      case FIXED -> time(delay.getFixed());
      case UNIFORM -> {
        long min = Durations.toNanos(delay.getUniform().getMin());
        long max = Durations.toNanos(delay.getUniform().getMax());
        yield Duration.ofNanos(chance.nextLong(min, max + 1));
      }
      case LOG_NORMAL -> {
        double median = Durations.toNanos(delay.getLogNormal().getMedian());
        double factor = Math.exp(chance.nextGaussian() * delay.getLogNormal().getSigma());
        yield Duration.ofNanos((long) Math.min(median * factor, LONGEST_NANOS));
      }
      case KIND_NOT_SET -> throw new IllegalStateException("a rule was not checked");
    };
  }

  private static Duration time(com.google.protobuf.Duration proto) {
    return Duration.ofSeconds(proto.getSeconds(), proto.getNanos());
  }
}
