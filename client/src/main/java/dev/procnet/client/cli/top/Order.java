package dev.procnet.client.cli.top;

import java.util.Comparator;
import java.util.Locale;

/** How rows are sorted. */
public enum Order {
  /** What grows fastest first. */
  RATE,
  /** What is largest first. */
  VALUE,
  /** By name. */
  NAME;

  Comparator<Mover> movers() {
    return switch (this) {
      case RATE -> Comparator.comparingDouble(Mover::rate).reversed();
      case VALUE -> (one, other) -> Long.compareUnsigned(other.value(), one.value());
      case NAME -> Comparator.comparing(Mover::name);
    };
  }

  Comparator<Flow> flows() {
    return switch (this) {
      case RATE ->
          Comparator.comparingDouble((Flow flow) -> flow.rxBytes() + flow.txBytes()).reversed();
      case VALUE -> (one, other) -> Long.compareUnsigned(other.bytes(), one.bytes());
      case NAME -> Comparator.comparing(Flow::name);
    };
  }

  Order next() {
    return switch (this) {
      case RATE -> VALUE;
      case VALUE -> NAME;
      case NAME -> RATE;
    };
  }

  /** As users write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
