package dev.procnet.client.cli;

import com.google.protobuf.util.Timestamps;
import dev.procnet.client.ProcnetClient;
import dev.procnet.client.cli.input.InputException;
import dev.procnet.client.cli.input.MessageReader;
import dev.procnet.v1.ReplaceFaultsRequest;
import dev.procnet.v1.ReplaceFaultsResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code procnet faults set}. */
@Command(
    name = "set",
    description = "Puts the rules of a file in the place of all that the stack has, all or none.")
final class FaultsSetCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "A ReplaceFaultsRequest in YAML or JSON. '-': standard input.")
  private String file = "-";

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "How long they stay. Unless given: as the file says, else 1h.")
  private @Nullable Duration ttl;

  FaultsSetCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, InputException {
    ReplaceFaultsRequest request = request();
    try (ProcnetClient client = session.connect()) {
      ReplaceFaultsResponse answer = client.faults().replaceFaults(request);
      session.printer().printOrSay(answer, words(answer));
    }
    return ExitCode.OK;
  }

  private ReplaceFaultsRequest request() throws IOException, InputException {
    InputFile input = new InputFile(file);
    ReplaceFaultsRequest.Builder request =
        ((ReplaceFaultsRequest)
                new MessageReader(input.label())
                    .read(input.read(session.console()), ReplaceFaultsRequest.getDefaultInstance()))
            .toBuilder();
    if (session.options().stack() != null) {
      request.setStack(session.stack());
    }
    if (ttl != null) {
      request.setTtl(Durations.toProto(ttl));
    }
    return request.build();
  }

  private static String words(ReplaceFaultsResponse answer) {
    return answer.getActive() == 0
        ? "no fault rules are on"
        : Unsigned.text(answer.getActive())
            + " fault rules are on until "
            + Timestamps.toString(answer.getExpireTime());
  }
}
