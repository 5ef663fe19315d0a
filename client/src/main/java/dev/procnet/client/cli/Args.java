package dev.procnet.client.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Arguments that picocli has set before a command runs. */
final class Args {

  private Args() {}

  /** An argument without which picocli would not have run the command. */
  static <T> T required(@Nullable T argument) {
    return Objects.requireNonNull(argument);
  }
}
