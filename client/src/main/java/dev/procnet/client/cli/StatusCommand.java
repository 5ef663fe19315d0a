package dev.procnet.client.cli;

import com.google.gson.JsonObject;
import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.ListStacksRequest;
import dev.procnet.v1.ListStacksResponse;
import dev.procnet.v1.Stack;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;

/** {@code procnet status}. */
@Command(name = "status", description = "Shows how a server is and how much it holds.")
final class StatusCommand implements Callable<Integer> {

  private final Session session;

  StatusCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (ProcnetClient client = session.connect()) {
      String health = client.health("").getStatus().name();
      ListStacksResponse stacks = client.stacks().allStacks(ListStacksRequest.getDefaultInstance());
      print(facts(health, stacks));
    }
    return ExitCode.OK;
  }

  private Map<String, String> facts(String health, ListStacksResponse answer) {
    List<Stack> stacks = answer.getStacksList();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("server", session.server());
    facts.put("serverId", answer.getHeader().getServerId());
    facts.put("health", health);
    facts.put("stacks", Integer.toString(stacks.size()));
    facts.put("sockets", sum(stacks, stack -> stack.getUsage().getSockets()));
    facts.put("interfaces", sum(stacks, stack -> stack.getUsage().getInterfaces()));
    facts.put("routes", sum(stacks, stack -> stack.getUsage().getRoutes()));
    facts.put("neighbors", sum(stacks, stack -> stack.getUsage().getNeighbors()));
    facts.put("watchers", sum(stacks, stack -> stack.getUsage().getWatchers()));
    return facts;
  }

  private static String sum(List<Stack> stacks, ToLongFunction<Stack> number) {
    return Long.toString(stacks.stream().mapToLong(number).sum());
  }

  private void print(Map<String, String> facts) throws IOException {
    JsonObject json = new JsonObject();
    facts.forEach(json::addProperty);
    switch (session.format()) {
      case JSON, JSONL -> session.console().print(json + "\n");
      case YAML -> session.console().print(Yaml.ofJson(json.toString()));
      case NAME -> session.console().print(Printer.name(Args.required(facts.get("serverId"))));
      case TABLE, WIDE, RAW, CSV -> {
        RowPrinter rows =
            RowPrinter.of(
                session.console(),
                session.format(),
                List.of(Table.Column.left("WHAT"), Table.Column.left("VALUE")));
        for (Map.Entry<String, String> fact : facts.entrySet()) {
          rows.add(List.of(fact.getKey(), fact.getValue()));
        }
        rows.finish();
      }
    }
  }
}
