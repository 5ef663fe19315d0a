package dev.procnet.server.rpc;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;

/** Times of messages. */
final class ProtoDurations {

  private ProtoDurations() {}

  /** A time from {@code least} to {@code most}; {@code least} where it is none, which is noted. */
  static java.time.Duration within(
      Violations wrong,
      String field,
      Duration proto,
      java.time.Duration least,
      java.time.Duration most) {
    if (Durations.isValid(proto)) {
      java.time.Duration time = toModel(proto);
      if (time.compareTo(least) >= 0 && time.compareTo(most) <= 0) {
        return time;
      }
    }
    wrong.add(
        field,
        "is "
            + proto.getSeconds()
            + " s and "
            + proto.getNanos()
            + " ns, expected "
            + text(least)
            + " to "
            + text(most));
    return least;
  }

  static java.time.Duration toModel(Duration proto) {
    return java.time.Duration.ofSeconds(proto.getSeconds(), proto.getNanos());
  }

  private static String text(java.time.Duration time) {
    if (time.toMillis() < 1000) {
      return time.toMillis() + " ms";
    }
    return time.toHours() > 0 ? time.toHours() + " h" : time.toSeconds() + " s";
  }
}
