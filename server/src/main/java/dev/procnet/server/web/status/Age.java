package dev.procnet.server.web.status;

import java.time.Duration;
import java.time.Instant;

/** How long ago something was. */
record Age(Instant at, Instant now) {

  /** {@code 12 s}, {@code 5 min}, {@code 3 h}, {@code 9 d}. */
  String text() {
    Duration age = Duration.between(at, now);
    if (age.toSeconds() < 120) {
      return Math.max(0, age.toSeconds()) + " s";
    }
    if (age.toMinutes() < 120) {
      return age.toMinutes() + " min";
    }
    return age.toHours() < 48 ? age.toHours() + " h" : age.toDays() + " d";
  }

  /** For machines, to the second. */
  String machine() {
    return Instant.ofEpochSecond(at.getEpochSecond()).toString();
  }
}
