package dev.procnet.client.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;

/** Which commands there are. The class of one is loaded when the command line names it. */
final class Commands {

  private static final Set<String> HELP = Set.of("-h", "--help");

  private static final Set<String> VERSION = Set.of("-V", "--version");

  private static final Map<String, Function<Session, Object>> ALL = all();

  private Commands() {}

  /** Adds the commands that the arguments name, or all where they name none. */
  static void add(CommandLine line, Session session, List<String> args) {
    named(args).forEach(name -> add(line, name, session));
  }

  /** All commands, as completion and help need them. */
  static CommandLine complete(Session session) {
    CommandLine line = new CommandLine(new RootCommand());
    ALL.keySet().forEach(name -> add(line, name, session));
    return line;
  }

  private static void add(CommandLine line, String name, Session session) {
    Object command = Args.required(ALL.get(name)).apply(session);
    CommandLine added = new CommandLine(command);
    if (command instanceof CommandWithOthers others) {
      others.addTo(added);
    }
    printsVersion(added);
    line.addSubcommand(name, added);
  }

  /** {@code --version} is inherited, what it prints is not. */
  private static void printsVersion(CommandLine line) {
    line.getCommandSpec().versionProvider(new VersionCommand.Provider());
    line.getSubcommands().values().forEach(Commands::printsVersion);
  }

  private static Collection<String> named(List<String> args) {
    if (args.stream().limit(1).anyMatch(VERSION::contains)) {
      return List.of();
    }
    List<String> named = args.stream().filter(ALL::containsKey).distinct().toList();
    boolean help = named.contains("help") || args.stream().limit(1).anyMatch(HELP::contains);
    return named.isEmpty() || help ? ALL.keySet() : named;
  }

  private static Map<String, Function<Session, Object>> all() {
    Map<String, Function<Session, Object>> all = new LinkedHashMap<>();
    all.put("ls", LsCommand::new);
    all.put("cat", CatCommand::new);
    all.put("import", ImportCommand::new);
    all.put("export", ExportCommand::new);
    all.put("push", PushCommand::new);
    all.put("mirror", MirrorCommand::new);
    all.put("mount", MountCommand::new);
    all.put("apply", ApplyCommand::new);
    all.put("edit", EditCommand::new);
    all.put("open", OpenCommand::new);
    all.put("close", CloseCommand::new);
    all.put("set", SetCommand::new);
    all.put("get", GetCommand::new);
    all.put("stacks", StacksCommand::new);
    all.put("checkpoint", CheckpointCommand::new);
    all.put("scenario", ScenarioCommand::new);
    all.put("sockets", SocketsCommand::new);
    all.put("ss", SsCommand::new);
    all.put("interfaces", InterfacesCommand::new);
    all.put("addresses", AddressesCommand::new);
    all.put("routes", RoutesCommand::new);
    all.put("neighbors", NeighborsCommand::new);
    all.put("entries", EntriesCommand::new);
    all.put("counters", CountersCommand::new);
    all.put("top", TopCommand::new);
    all.put("diff", DiffCommand::new);
    all.put("explain", ExplainCommand::new);
    all.put("ping", PingCommand::new);
    all.put("health", HealthCommand::new);
    all.put("status", StatusCommand::new);
    all.put("admin", AdminCommand::new);
    all.put("watch", WatchCommand::new);
    all.put("journal", JournalCommand::new);
    all.put("faults", FaultsCommand::new);
    all.put("context", ContextCommand::new);
    all.put("completion", CompletionCommand::new);
    all.put("version", VersionCommand::new);
    all.put("help", session -> new HelpCommand());
    return all;
  }
}
