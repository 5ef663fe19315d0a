package dev.procnet.server.rpc;

import dev.procnet.server.stack.Lease;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.RequestKey;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.v1.ForkSource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
   * Makes one in the state of a new namespace, unless that request has made it, before a restart of
   * the server maybe.
   *
   * @param ttl how long it lives unless it is renewed; null: for ever
   * @throws ProcnetException STACK_ALREADY_EXISTS, QUOTA_EXCEEDED, FIELD_INVALID, {@code name},
   *     REQUEST_ID_REUSED
   */
  Stack create(dev.procnet.v1.Stack asked, @Nullable Duration ttl, RequestKey request) {
    return once(request, () -> createFrom(asked, ttl, seeds.of(check(asked)), request));
  }

  /**
   * Makes one that begins in a state of another stack, whose profile it has.
   *
   * @throws ProcnetException as {@link #create}; STACK_NOT_FOUND, CHECKPOINT_NOT_FOUND,
   *     REVISION_COMPACTED, REVISION_IN_FUTURE
   */
  Stack fork(
      dev.procnet.v1.Stack asked, @Nullable Duration ttl, ForkSource source, RequestKey request) {
    return once(request, () -> createFrom(asked, ttl, state(asked, source), request));
  }

  private Stack once(RequestKey request, Supplier<Stack> creation) {
    Stack before = stacks.createdBy(request);
    return before == null ? creation.get() : before;
  }

  private Snapshot state(dev.procnet.v1.Stack asked, ForkSource source) {
    Profile profile = check(asked);
    Snapshot state = state(source);
    if (asked.getProfile() != dev.procnet.v1.Profile.PROFILE_UNSPECIFIED
        && profile != state.profile()) {
      throw ProcnetException.field(
          "profile",
          "is "
              + profile.label()
              + ", expected that of the fork's source, "
              + state.profile().label());
    }
    return state;
  }

  private Snapshot state(ForkSource source) {
    Stack stack = stacks.get(source.getStack());
    return switch (source.getAtCase()) {
      case CHECKPOINT -> stack.checkpoint(source.getCheckpoint());
      case REVISION -> stack.snapshot(source.getRevision());
      case AT_NOT_SET -> stack.snapshot();
    };
  }

  private Stack createFrom(
      dev.procnet.v1.Stack asked, @Nullable Duration ttl, Snapshot state, RequestKey request) {
    Snapshot first = state.with(settings -> SettingsMapper.merge(settings, asked.getSettings()));
    return asked.getName().isEmpty()
        ? createUnderFreeName(asked, ttl, first, request)
        : create(asked.getName(), asked, ttl, first, request);
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

  private Stack createUnderFreeName(
      dev.procnet.v1.Stack asked, @Nullable Duration ttl, Snapshot first, RequestKey request) {
    for (int i = 1; ; i++) {
      try {
        return create("stack-" + suffix(), asked, ttl, first, request);
      } catch (ProcnetException e) {
        if (e.reason() != Reason.STACK_ALREADY_EXISTS || i == TRIES) {
          throw e;
        }
      }
    }
  }

  private Stack create(
      String name,
      dev.procnet.v1.Stack asked,
      @Nullable Duration ttl,
      Snapshot first,
      RequestKey request) {
    Instant now = clock.instant();
    Lease lease = ttl == null ? null : Lease.of(ttl, now);
    return stacks.create(name, asked.getLabelsMap(), first, lease, request, now);
  }

  private static String suffix() {
    String digits = Long.toString(ThreadLocalRandom.current().nextLong(SUFFIXES), SUFFIX_RADIX);
    return "0".repeat(6 - digits.length()) + digits;
  }
}
