package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.Counter;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.GetCountersRequest;
import dev.procnet.v1.Interface;
import dev.procnet.v1.LinkChange;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.SysctlValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code procnet set}. */
@Command(
    name = "set",
    description = "Changes links, sysctls and counters, with all that the kernel changes beside.",
    synopsisSubcommandLabel = "COMMAND")
final class SetCommand implements Runnable, CommandWithOthers {

  private final Session session;

  @Spec private @Nullable CommandSpec spec;

  SetCommand(Session session) {
    this.session = session;
  }

  @Override
  public void addTo(CommandLine line) {
    line.addSubcommand("link", new Link(session))
        .addSubcommand("sysctl", new Sysctl(session))
        .addSubcommand("counter", new Counters(session));
  }

  @Override
  public void run() {
    throw RootCommand.usage(Args.required(spec), "a command is missing: link, sysctl or counter");
  }

  private abstract static class One implements Callable<Integer> {
    private final Session session;

    @Spec private @Nullable CommandSpec spec;
    @Mixin private BatchMixin batch = new BatchMixin();

    One(Session session) {
      this.session = session;
    }

    abstract List<Mutation> mutations(ProcnetClient client);

    CommandLine.ParameterException wrong(String message) {
      return RootCommand.usage(Args.required(spec), message);
    }

    @Override
    public Integer call() throws IOException {
      try (ProcnetClient client = session.connect()) {
        batch.apply(session, client, mutations(client));
      }
      return ExitCode.OK;
    }
  }

  /** An interface. */
  @Command(name = "link", description = "Takes an interface up or down, with its routes.")
  private static final class Link extends One {
    private enum Direction {
      UP,
      DOWN
    }

    @Parameters(index = "0", paramLabel = "NAME", description = "Of the interface.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "up|down", description = "Where to.")
    private Direction direction = Direction.UP;

    Link(Session session) {
      super(session);
    }

    @Override
    List<Mutation> mutations(ProcnetClient client) {
      List<Interface> all =
          client
              .introspection()
              .allInterfaces(ReadOptions.getDefaultInstance())
              .getInterfacesList();
      Interface device =
          all.stream()
              .filter(each -> Escape.bytes(InterfaceNames.bytes(each)).equals(name))
              .findFirst()
              .orElseThrow(() -> unknown(all));
      LinkChange change =
          LinkChange.newBuilder()
              .setInterfaceIndex(device.getIndex())
              .setUp(direction == Direction.UP)
              .build();
      return List.of(Mutation.newBuilder().setSetLink(change).build());
    }

    private NotThereException unknown(List<Interface> all) {
      List<String> names =
          all.stream().map(each -> Escape.bytes(InterfaceNames.bytes(each))).toList();
      return new NotThereException("interface", name, names);
    }
  }

  /** Sysctls. */
  @Command(name = "sysctl", description = "Writes to sysctls, named as sysctl(8) or by path.")
  private static final class Sysctl extends One {
    @Parameters(paramLabel = "NAME=VALUE", arity = "1..*", description = "Which, and what.")
    private List<String> settings = List.of();

    Sysctl(Session session) {
      super(session);
    }

    @Override
    List<Mutation> mutations(ProcnetClient client) {
      return settings.stream().map(this::mutation).toList();
    }

    private Mutation mutation(String setting) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw wrong("'" + setting + "': NAME=VALUE expected");
      }
      SysctlValue value =
          SysctlValue.newBuilder()
              .setName(path(setting.substring(0, equals)))
              .setValue(setting.substring(equals + 1))
              .build();
      return Mutation.newBuilder().setSetSysctl(value).build();
    }

    /** As sysctl(8) reads names: whichever of dot and slash comes first divides the parts. */
    private static String path(String name) {
      int slash = name.indexOf('/');
      int dot = name.indexOf('.');
      if (slash >= 0 && (dot < 0 || slash < dot)) {
        return name.startsWith("sys/") ? name : "sys/" + name;
      }
      StringBuilder path = new StringBuilder("sys/");
      for (int i = 0; i < name.length(); i++) {
        char c = name.charAt(i);
        path.append(c == '.' ? '/' : c == '/' ? '.' : c);
      }
      return path.toString();
    }
  }

  /** Counters. */
  @Command(name = "counter", description = "Sets counters, or adds to them.")
  private static final class Counters extends One {
    @Parameters(
        paramLabel = "GROUP.NAME[+]=N",
        arity = "1..*",
        description = "As 'procnet counters' lists them: Tcp.InSegs=5, Tcp.InSegs+=5.")
    private List<String> settings = List.of();

    Counters(Session session) {
      super(session);
    }

    @Override
    List<Mutation> mutations(ProcnetClient client) {
      List<CounterGroup> groups =
          client
              .introspection()
              .getCounters(GetCountersRequest.getDefaultInstance())
              .getGroupsList();
      List<Mutation> mutations = new ArrayList<>();
      settings.forEach(setting -> mutations.add(mutation(setting, groups)));
      return mutations;
    }

    private Mutation mutation(String setting, List<CounterGroup> groups) {
      int equals = setting.indexOf('=');
      boolean add = equals > 0 && setting.charAt(equals - 1) == '+';
      String name = equals < 1 ? "" : setting.substring(0, add ? equals - 1 : equals);
      int dot = name.indexOf('.');
      if (dot < 1) {
        throw wrong("'" + setting + "': GROUP.NAME=N or GROUP.NAME+=N expected");
      }
      CounterGroup group = group(name.substring(0, dot), groups);
      CounterGroup change =
          CounterGroup.newBuilder()
              .setFile(group.getFile())
              .setName(group.getName())
              .addCounters(
                  Counter.newBuilder()
                      .setName(name.substring(dot + 1))
                      .setValue(value(setting, setting.substring(equals + 1))))
              .build();
      return add
          ? Mutation.newBuilder().setAddCounters(change).build()
          : Mutation.newBuilder().setSetCounters(change).build();
    }

    private long value(String setting, String number) {
      try {
        return Long.parseUnsignedLong(number);
      } catch (NumberFormatException e) {
        throw wrong("'" + setting + "': a number of 0 to 2^64-1 expected");
      }
    }

    private CounterGroup group(String name, List<CounterGroup> groups) {
      List<String> names = groups.stream().map(CounterGroup::getName).toList();
      return groups.stream()
          .filter(group -> group.getName().equals(name))
          .findFirst()
          .orElseThrow(() -> new NotThereException("group", name, names));
    }
  }
}
