package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.client.cli.Table.Column;
import dev.procnet.v1.ActiveFault;
import dev.procnet.v1.FaultEffect;
import dev.procnet.v1.FaultPhase;
import dev.procnet.v1.FaultRule;
import dev.procnet.v1.ListFaultsRequest;
import dev.procnet.v1.ListFaultsResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code procnet faults ls}. */
@Command(
    name = "ls",
    description = "Lists the fault rules of the stack, with how many calls each matched and hit.")
final class FaultsLsCommand implements Callable<Integer> {

  private final Session session;

  FaultsLsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (ProcnetClient client = session.connect()) {
      ListFaultsRequest request = ListFaultsRequest.getDefaultInstance();
      session.printer().print(new Rules(client.faults().listFaults(request)));
    }
    return ExitCode.OK;
  }

  private record Rules(ListFaultsResponse message) implements View {

    @Override
    public List<Column> columns(boolean wide) {
      return List.of(
          Column.left("RULE"),
          Column.right("MATCHED"),
          Column.right("FIRED"),
          Column.left("PHASE"),
          Column.left("EFFECTS"),
          Column.left("METHODS"),
          Column.left("FILES"),
          Column.left("CALLER"));
    }

    @Override
    public Stream<List<Object>> rows(boolean wide) {
      return message.getFaultsList().stream().map(Rules::row);
    }

    @Override
    public Stream<Object> names() {
      return message.getFaultsList().stream().map(fault -> fault.getRule().getName());
    }

    private static List<Object> row(ActiveFault fault) {
      FaultRule rule = fault.getRule();
      return List.of(
          rule.getName(),
          Unsigned.text(fault.getMatched()),
          Unsigned.text(fault.getFired()),
          rule.getPhase() == FaultPhase.FAULT_PHASE_AFTER ? "after" : "before",
          rule.getEffectsList().stream().map(Rules::word).collect(Collectors.joining(",")),
          String.join(",", rule.getMatch().getMethodsList()),
          String.join(",", rule.getMatch().getFilesList()),
          rule.getMatch().getCaller());
    }

    private static String word(FaultEffect effect) {
      return effect.getKindCase().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
