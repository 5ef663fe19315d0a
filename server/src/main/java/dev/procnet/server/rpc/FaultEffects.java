package dev.procnet.server.rpc;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TypeRegistry;
import com.google.rpc.ErrorDetailsProto;
import dev.procnet.v1.CallStatus;
import dev.procnet.v1.FaultDelay;
import dev.procnet.v1.FaultDribble;
import dev.procnet.v1.FaultEffect;
import dev.procnet.v1.FaultLogNormalDelay;
import dev.procnet.v1.FaultUnavailableStatistics;
import java.time.Duration;

/** Checks what rules shall do. */
final class FaultEffects {

  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);
  private static final int HIGHEST_CODE = 16;
  private static final int LARGEST_CHUNK = 1024 * 1024;
  private static final int MOST_BATCHES = 1000;
  private static final long MOST_REVISIONS = 1_000_000;
  private static final double LARGEST_SIGMA = 5;

  private static final TypeRegistry DETAILS =
      TypeRegistry.newBuilder().add(ErrorDetailsProto.getDescriptor().getMessageTypes()).build();

  private FaultEffects() {}

  /** Notes all that is wrong with one. */
  static void check(Violations wrong, String field, FaultEffect effect) {
    switch (effect.getKindCase()) {
      case DELAY -> delay(wrong, field + "delay.", effect.getDelay());
      case STATUS -> status(wrong, field + "status.", effect.getStatus());
      case DRIBBLE -> dribble(wrong, field + "dribble.", effect.getDribble());
      case STALL -> time(wrong, field + "stall", effect.getStall());
      case STALE_BY_REVISIONS ->
          range(
              wrong, field + "stale_by_revisions", effect.getStaleByRevisions(), 1, MOST_REVISIONS);
      case WATCH_LAG_BATCHES ->
          range(
              wrong,
              field + "watch_lag_batches",
              Integer.toUnsignedLong(effect.getWatchLagBatches()),
              1,
              MOST_BATCHES);
      case STATISTICS_UNAVAILABLE ->
          statistics(wrong, field + "statistics_unavailable", effect.getStatisticsUnavailable());
      case SOCKETS_DESTROYED -> {
        if (effect.getSocketsDestroyed().getIdsCount() == 0
            && effect.getSocketsDestroyed().getCount() == 0) {
          wrong.add(field + "sockets_destroyed", "is none, expected ids or a count");
        }
      }
      case TRUNCATE_AFTER_BYTES, CUT_AFTER_BYTES, DROP_CONNECTION -> {}
      case KIND_NOT_SET -> wrong.add(field + "kind", "is not set, expected one effect");
    }
  }

  private static void status(Violations wrong, String field, CallStatus status) {
    range(wrong, field + "code", status.getCode(), 1, HIGHEST_CODE);
    for (int i = 0; i < status.getDetailsCount(); i++) {
      Any detail = status.getDetails(i);
      if (!isKnown(detail)) {
        wrong.add(
            field + "details[" + i + "]",
            "is of type "
                + Violations.quote(detail.getTypeUrl())
                + ", expected a message of google/rpc/error_details.proto");
      }
    }
  }

  /** Others no client could show. */
  private static boolean isKnown(Any detail) {
    try {
      Descriptor type = DETAILS.getDescriptorForTypeUrl(detail.getTypeUrl());
      return type != null && DynamicMessage.parseFrom(type, detail.getValue()) != null;
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  private static void delay(Violations wrong, String field, FaultDelay delay) {
    switch (delay.getKindCase()) {
      case FIXED -> time(wrong, field + "fixed", delay.getFixed());
      case UNIFORM -> {
        Duration min = time(wrong, field + "uniform.min", delay.getUniform().getMin());
        Duration max = time(wrong, field + "uniform.max", delay.getUniform().getMax());
        if (min.compareTo(max) > 0) {
          wrong.add(field + "uniform.max", "is less than min, expected as much or more");
        }
      }
      case LOG_NORMAL -> {
        FaultLogNormalDelay normal = delay.getLogNormal();
        time(wrong, field + "log_normal.median", normal.getMedian());
        if (!(normal.getSigma() >= 0 && normal.getSigma() <= LARGEST_SIGMA)) {
          wrong.add(
              field + "log_normal.sigma",
              "is " + normal.getSigma() + ", expected 0 to " + LARGEST_SIGMA);
        }
      }
      case KIND_NOT_SET ->
          wrong.add(field + "kind", "is not set, expected fixed, uniform or log_normal");
    }
  }

  private static void dribble(Violations wrong, String field, FaultDribble dribble) {
    range(
        wrong,
        field + "chunk_bytes",
        Integer.toUnsignedLong(dribble.getChunkBytes()),
        1,
        LARGEST_CHUNK);
    ProtoDurations.within(
        wrong, field + "interval", dribble.getInterval(), Duration.ofMillis(1), LONGEST_INTERVAL);
  }

  private static void statistics(
      Violations wrong, String field, FaultUnavailableStatistics statistics) {
    if (statistics.getInterface().isEmpty() && statistics.getCounterGroup().isEmpty()) {
      wrong.add(field, "names nothing, expected an interface or a counter_group");
    }
  }

  private static Duration time(Violations wrong, String field, com.google.protobuf.Duration proto) {
    return ProtoDurations.within(wrong, field, proto, Duration.ZERO, LONGEST);
  }

  private static void range(Violations wrong, String field, long value, long min, long max) {
    if (Long.compareUnsigned(value, min) < 0 || Long.compareUnsigned(value, max) > 0) {
      wrong.add(field, "is " + Long.toUnsignedString(value) + ", expected " + min + " to " + max);
    }
  }
}
