package dev.procnet.server;

import com.google.inject.Guice;
import com.google.inject.Module;
import com.google.inject.Stage;
import dev.procnet.server.config.ConfigFile;
import dev.procnet.server.config.LogConfig;
import dev.procnet.server.config.ServerConfig;
import dev.procnet.server.config.Setting;
import dev.procnet.server.config.SettingValues;
import dev.procnet.server.config.SettingValues.Written;
import dev.procnet.server.config.Settings;
import dev.procnet.server.config.TestingConfig;
import dev.procnet.server.security.LoopbackRule;
import dev.procnet.server.security.SecurityFiles;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * The {@code procnetd} process. Exit codes: 0 stopped as told, 1 could not start or serve, 2 wrong
 * flags or configuration.
 */
public final class ProcnetServer {

  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private final PrintStream out;
  private final PrintStream err;

  ProcnetServer(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Serves until told to stop by SIGTERM or SIGINT. */
  public static void main(String... args) throws InterruptedException {
    System.exit(new ProcnetServer(System.out, System.err).run(List.of(args)));
  }

  /**
   * Starts a server inside this process, for tests. Logging is left as it is.
   *
   * @param flags as on the command line
   * @return serves until it is closed
   * @throws StartException the flags are wrong, or it can't start
   */
  public static Daemon start(String... flags) throws StartException {
    Daemon daemon = create(modules(config(flags)));
    daemon.start();
    return daemon;
  }

  /** The configuration that flags give. */
  static ServerConfig config(String... flags) throws StartException {
    List<String> problems = new ArrayList<>();
    SettingValues values = values(Flags.parse(List.of(flags), problems::add), problems::add);
    check(values, problems::add);
    if (!problems.isEmpty()) {
      throw new StartException(problems);
    }
    return ServerConfig.of(values);
  }

  /** The parts of a server. Interceptors wrap calls in this order, those of the first outermost. */
  static List<Module> modules(ServerConfig config) {
    return List.of(
        new ServerModule(config),
        new StackModule(config.stack(), config.limits()),
        new TestingModule(config.testing()),
        new MetricsModule(),
        new LimitModule(),
        new SecurityModule(config.security()),
        new WebModule(config.web()),
        new GrpcModule(config.grpc()),
        new RpcModule());
  }

  static Daemon create(Iterable<? extends Module> modules) {
    return Guice.createInjector(Stage.PRODUCTION, modules).getInstance(Daemon.class);
  }

  int run(List<String> args) throws InterruptedException {
    List<String> problems = new ArrayList<>();
    Flags flags = Flags.parse(args, problems::add);
    if (flags.help()) {
      out.print(flags.usage());
      return OK;
    }
    if (flags.version()) {
      out.println(Flags.versionLine());
      return OK;
    }
    SettingValues values = values(flags, problems::add);
    // Before files are looked at: netty's TLS makes loggers.
    Logging.configure(LogConfig.of(values));
    check(values, problems::add);
    if (!problems.isEmpty()) {
      return fail(problems, USAGE);
    }
    return serve(ServerConfig.of(values));
  }

  /** What flags and file say together; {@code problems} hears all that is wrong with either. */
  private static SettingValues values(Flags flags, Consumer<String> problems) {
    Map<Setting<?>, List<Written>> file =
        flags.config().map(path -> ConfigFile.read(path, problems)).orElse(Map.of());
    SettingValues values = SettingValues.of(List.of(flags.values(), file), problems);
    if (values.one(Settings.TEST_MODE)) {
      List<Map<Setting<?>, List<Written>>> sources =
          List.of(flags.values(), file, TestingConfig.TEST_MODE);
      // What is wrong with them has been told.
      values = SettingValues.of(sources, _ -> {});
    }
    return values;
  }

  /** That values go together, and that files of keys and grants can be used. */
  private static void check(SettingValues values, Consumer<String> problems) {
    List<String> half = new ArrayList<>();
    LoopbackRule.check(values, half::add);
    half.forEach(problems);
    if (half.isEmpty()) {
      SecurityFiles.check(values, problems);
    }
  }

  private int serve(ServerConfig config) throws InterruptedException {
    Daemon daemon = create(modules(config));
    Thread hook = new Thread(() -> halt(daemon), "procnet-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      daemon.start();
    } catch (StartException e) {
      removeHook(hook);
      return fail(e.problems(), FAILED);
    } catch (RuntimeException | Error e) {
      // A defect, not the user's: with its trace. The hook would say 0.
      removeHook(hook);
      LoggerFactory.getLogger(ProcnetServer.class).error("can't start", e);
      return FAILED;
    }
    daemon.awaitStopped();
    return OK;
  }

  /**
   * Stops in the shutdown hook and sets the exit code. A JVM that ends by SIGTERM says 143 whatever
   * its hooks do, and supervisors would take each stop for a failure. Ending it here loses nothing:
   * this is the last that the process does, and each line of its log is out.
   */
  private static void halt(Daemon daemon) {
    Runtime.getRuntime().halt(daemon.stop() ? OK : FAILED);
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LoggerFactory.getLogger(ProcnetServer.class).debug("told to stop while it started", e);
    }
  }

  private int fail(List<String> problems, int exitCode) {
    problems.forEach(problem -> err.println("procnetd: " + problem));
    return exitCode;
  }
}
