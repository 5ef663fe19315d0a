package dev.procnet.client.cli;

import com.google.protobuf.util.Timestamps;
import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.RenewStackRequest;
import dev.procnet.v1.RenewStackResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code procnet stacks renew}. */
@Command(name = "renew", description = "Puts off the end of a stack that was given a time to live.")
final class StacksRenewCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "Not given: --stack.")
  private String name = "";

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "From now. Not given: as long as before.")
  private @Nullable Duration ttl;

  StacksRenewCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    RenewStackRequest.Builder request = RenewStackRequest.newBuilder().setStack(name);
    if (ttl != null) {
      request.setTtl(Durations.toProto(ttl));
    }
    try (ProcnetClient client = session.connect()) {
      tell(client.stacks().renewStack(request.build()));
    }
    return ExitCode.OK;
  }

  private void tell(RenewStackResponse response) throws IOException {
    session
        .printer()
        .printOrSay(
            response,
            "stack "
                + response.getStack().getName()
                + " lives until "
                + Timestamps.toString(response.getStack().getExpireTime())
                + " unless it is renewed");
  }
}
