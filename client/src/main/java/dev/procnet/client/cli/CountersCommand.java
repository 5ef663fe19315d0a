package dev.procnet.client.cli;

import com.google.protobuf.Message;
import dev.procnet.client.ProcnetClient;
import dev.procnet.client.cli.Table.Column;
import dev.procnet.v1.Counter;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.GetCountersRequest;
import dev.procnet.v1.GetCountersResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code procnet counters}. */
@Command(name = "counters", description = "Shows the counters of snmp, netstat and their like.")
final class CountersCommand implements Callable<Integer> {

  private final Session session;
  @Mixin private ReadMixin read = new ReadMixin();

  @Parameters(
      paramLabel = "GROUP",
      arity = "0..*",
      description = "As Tcp, IpExt, dev_snmp6/eth0. None: all but those of dev_snmp6.")
  private List<String> groups = List.of();

  @Option(names = "--nonzero", description = "Leaves out counters that are zero.")
  private boolean nonzero;

  @Option(
      names = "--rate",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "Waits so long, and shows by how much each grew a second.")
  private @Nullable Duration rate;

  @Option(
      names = "--since-last",
      description = "By how much each grew since the last time this was asked, as nstat shows it.")
  private boolean sinceLast;

  CountersCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    GetCountersRequest request =
        GetCountersRequest.newBuilder().setRead(read.options()).addAllGroups(groups).build();
    try (ProcnetClient client = session.connect()) {
      if (sinceLast) {
        return sinceLast(client, request);
      }
      GetCountersResponse response = client.introspection().getCounters(request);
      if (rate == null) {
        session.printer().print(new Counters(nonzero ? withoutZeros(response) : response));
        return ExitCode.OK;
      }
      return rates(client, request, response, rate);
    }
  }

  /** All are kept, whichever groups are shown: another time it may be others. */
  private int sinceLast(ProcnetClient client, GetCountersRequest request) throws IOException {
    GetCountersResponse all =
        client
            .introspection()
            .getCounters(GetCountersRequest.newBuilder().setRead(request.getRead()).build());
    CounterHistory history =
        CounterHistory.of(session.environment(), session.server(), client.stack());
    CounterHistory.Kept kept =
        history
            .read(all.getHeader().getServerId())
            .orElse(
                new CounterHistory.Kept(GetCountersResponse.getDefaultInstance(), Duration.ZERO));
    GetCountersResponse.Builder shown = all.toBuilder();
    if (!groups.isEmpty()) {
      shown.clearGroups();
      all.getGroupsList().stream()
          .filter(group -> groups.contains(group.getName()) || groups.contains(group.getFile()))
          .forEach(shown::addGroups);
    }
    CounterRates.print(session, kept.counters(), shown.build(), kept.age(), nonzero);
    history.write(all);
    return ExitCode.OK;
  }

  private int rates(
      ProcnetClient client, GetCountersRequest request, GetCountersResponse before, Duration time)
      throws IOException {
    StopSignal signal = StopSignal.install();
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      return ExitCode.OK;
    } finally {
      signal.close();
    }
    GetCountersResponse after = client.introspection().getCounters(request);
    CounterRates.print(session, before, after, time, nonzero);
    return ExitCode.OK;
  }

  private static GetCountersResponse withoutZeros(GetCountersResponse response) {
    GetCountersResponse.Builder kept = response.toBuilder();
    kept.getGroupsBuilderList()
        .forEach(
            group -> {
              List<Counter> counters =
                  group.getCountersList().stream().filter(c -> c.getValue() != 0).toList();
              group.clearCounters().addAllCounters(counters);
            });
    return kept.build();
  }

  private record Counters(GetCountersResponse response) implements View {

    @Override
    public Message message() {
      return response;
    }

    @Override
    public List<Column> columns(boolean wide) {
      List<Column> columns =
          List.of(Column.left("GROUP"), Column.left("COUNTER"), Column.right("VALUE"));
      return wide
          ? Stream.concat(Stream.of(Column.left("FILE")), columns.stream()).toList()
          : columns;
    }

    @Override
    public Stream<List<Object>> rows(boolean wide) {
      return response.getGroupsList().stream()
          .flatMap(group -> group.getCountersList().stream().map(c -> row(group, c, wide)));
    }

    @Override
    public Stream<Object> names() {
      return response.getGroupsList().stream().map(CounterGroup::getName);
    }

    private static List<Object> row(CounterGroup group, Counter counter, boolean wide) {
      List<Object> row = List.of(group.getName(), counter.getName(), value(group, counter));
      return wide ? Stream.concat(Stream.of(group.getFile()), row.stream()).toList() : row;
    }

    /** {@code Tcp: MaxConn} is the one counter that the kernel prints signed. */
    private static String value(CounterGroup group, Counter counter) {
      if (group.hasUnavailable()) {
        return "";
      }
      return group.getName().equals("Tcp") && counter.getName().equals("MaxConn")
          ? Long.toString(counter.getValue())
          : Unsigned.text(counter.getValue());
    }
  }
}
