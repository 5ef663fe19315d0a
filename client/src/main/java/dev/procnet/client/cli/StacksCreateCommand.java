package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.CreateStackResponse;
import dev.procnet.v1.ForkSource;
import dev.procnet.v1.Profile;
import dev.procnet.v1.Stack;
import dev.procnet.v1.StackSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code procnet stacks create}. */
@Command(
    name = "create",
    description = "Makes a stack, in the state of a new network namespace or of another stack.")
final class StacksCreateCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "Lower-case letters, digits and '-'.")
  private @Nullable String name;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      converter = Profiles.class,
      completionCandidates = Profiles.Names.class,
      description = "linux-6.18, linux-6.12, linux-6.1 or gvisor.")
  private Profile profile = Profile.PROFILE_UNSPECIFIED;

  @Option(names = "--label", paramLabel = "KEY=VALUE", description = "A label. Repeatable.")
  private Map<String, String> labels = Map.of();

  @Option(names = "--no-ipv6", description = "Without IPv6 and its files.")
  private boolean noIpv6;

  @Option(names = "--no-network", description = "Without a network: no files at all.")
  private boolean noNetwork;

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "Deleted after that time, unless it is renewed. Not given: it stays.")
  private @Nullable Duration ttl;

  @ArgGroup(exclusive = false)
  private @Nullable Fork fork;

  /** Which state it begins in. */
  private static final class Fork {

    @Option(
        names = "--fork",
        paramLabel = "STACK",
        required = true,
        description = "Begins in the state of that stack, with its profile.")
    private String stack = "";

    @ArgGroup private @Nullable At at;

    private ForkSource source() {
      ForkSource.Builder source = ForkSource.newBuilder().setStack(stack);
      if (at != null && at.checkpoint != null) {
        source.setCheckpoint(at.checkpoint);
      } else if (at != null && at.revision != null) {
        source.setRevision(at.revision);
      }
      return source.build();
    }
  }

  /** Which of its states. */
  private static final class At {

    @Option(
        names = "--checkpoint",
        paramLabel = "NAME",
        description = "With --fork: its state at that checkpoint.")
    private @Nullable String checkpoint;

    @Option(
        names = "--revision",
        paramLabel = "N",
        converter = Unsigned.Of64.class,
        description = "With --fork: its state at that revision.")
    private @Nullable Long revision;
  }

  StacksCreateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    CreateStackRequest.Builder request = CreateStackRequest.newBuilder().setStack(stack());
    if (fork != null) {
      request.setForkFrom(fork.source());
    }
    if (ttl != null) {
      request.setTtl(Durations.toProto(ttl));
    }
    try (ProcnetClient client = session.connect()) {
      CreateStackResponse response = client.stacks().createStack(request.build());
      session.printer().print(new StacksView(response, List.of(response.getStack())));
    }
    return ExitCode.OK;
  }

  private Stack stack() {
    Stack.Builder stack =
        Stack.newBuilder().setName(Args.required(name)).setProfile(profile).putAllLabels(labels);
    if (noIpv6 || noNetwork) {
      stack.setSettings(settings());
    }
    return stack.build();
  }

  /** What is not said stays as the profile has it. */
  private StackSettings settings() {
    StackSettings.Builder settings = StackSettings.newBuilder();
    if (noIpv6) {
      settings.setIpv6(false);
    }
    if (noNetwork) {
      settings.setNetwork(false);
    }
    return settings.build();
  }
}
