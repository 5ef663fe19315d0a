package dev.procnet.server.rpc;

import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

/** Makes stacks as a caller describes them. */
@Singleton
final class NewStacks {

  private static final int SUFFIX_RADIX = 36;

  /** Six digits of it: 2 * 10^9 names. */
  private static final long SUFFIXES = 2_176_782_336L;

  private static final int TRIES = 10;

  private final StackRegistry stacks;
  private final SeedSource seeds;
  private final InstantSource clock;

  @Inject
  NewStacks(StackRegistry stacks, SeedSource seeds, InstantSource clock) {
    this.stacks = stacks;
    this.seeds = seeds;
    this.clock = clock;
  }

  /**
   * @throws ProcnetException STACK_ALREADY_EXISTS, QUOTA_EXCEEDED, FIELD_INVALID, {@code name}
   */
  Stack create(dev.procnet.v1.Stack asked) {
    Snapshot seed = seeds.of(check(asked));
    Snapshot first = seed.with(settings -> SettingsMapper.merge(settings, asked.getSettings()));
    return asked.getName().isEmpty()
        ? createUnderFreeName(asked, first)
        : create(asked.getName(), asked, first);
  }

  private static Profile check(dev.procnet.v1.Stack asked) {
    Violations wrong = new Violations();
    if (!asked.getName().isEmpty()) {
      wrong.check("name", () -> StackRegistry.checkName(asked.getName()));
    }
    wrong.check("labels", () -> StackRegistry.checkLabels(asked.getLabelsMap()));
    Profile profile =
        wrong.part(
            "",
            Profile.LINUX_6_18,
            () -> ProfileMapper.orDefault(asked.getProfile(), asked.getProfileValue()));
    wrong.throwIfAny();
    return profile;
  }

  private Stack createUnderFreeName(dev.procnet.v1.Stack asked, Snapshot first) {
    for (int i = 1; ; i++) {
      try {
        return create("stack-" + suffix(), asked, first);
      } catch (ProcnetException e) {
        if (e.reason() != Reason.STACK_ALREADY_EXISTS || i == TRIES) {
          throw e;
        }
      }
    }
  }

  private Stack create(String name, dev.procnet.v1.Stack asked, Snapshot first) {
    return stacks.create(name, asked.getLabelsMap(), first, clock.instant());
  }

  private static String suffix() {
    String digits = Long.toString(ThreadLocalRandom.current().nextLong(SUFFIXES), SUFFIX_RADIX);
    return "0".repeat(6 - digits.length()) + digits;
  }
}
