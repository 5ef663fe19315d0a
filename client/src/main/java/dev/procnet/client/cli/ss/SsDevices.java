package dev.procnet.client.cli.ss;

import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stack's interfaces, asked for when one is needed. {@code ss} itself asks the kernel it runs
 * on, which knows nothing of another host's interfaces.
 */
public final class SsDevices {

  private final Supplier<Map<Integer, String>> source;
  private @Nullable Map<Integer, String> names;

  /**
   * Interfaces.
   *
   * @param source names by index, a byte each character
   */
  public SsDevices(Supplier<Map<Integer, String>> source) {
    this.source = source;
  }

  /** The name of an interface, {@code if7} for one that is gone. */
  String name(int index) {
    return names().getOrDefault(index, "if" + Integer.toUnsignedString(index));
  }

  /** The index of an interface. */
  OptionalInt index(String name) {
    return names().entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .mapToInt(Map.Entry::getKey)
        .findFirst();
  }

  private Map<Integer, String> names() {
    Map<Integer, String> known = names;
    if (known == null) {
      known = source.get();
      names = known;
    }
    return known;
  }
}
