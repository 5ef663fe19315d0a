package dev.procnet.server;

import com.google.protobuf.ByteString;
import dev.procnet.server.config.StackConfig;
import dev.procnet.server.netfile.NetFileException;
import dev.procnet.server.netfile.Seeds;
import dev.procnet.server.netfile.TreeImporter;
import dev.procnet.server.rpc.ImportLimits;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.StackRegistry;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the stack that always exists, of an imported tree or of a system's seed. */
final class DefaultStack {

  private static final Logger LOG = LoggerFactory.getLogger(DefaultStack.class);

  private final StackConfig config;
  private final StackRegistry stacks;
  private final Seeds seeds;
  private final TreeImporter importer;
  private final ImportLimits limits;
  private final InstantSource clock;

  @Inject
  DefaultStack(
      StackConfig config,
      StackRegistry stacks,
      Seeds seeds,
      TreeImporter importer,
      ImportLimits limits,
      InstantSource clock) {
    this.config = config;
    this.stacks = stacks;
    this.seeds = seeds;
    this.importer = importer;
    this.limits = limits;
    this.clock = clock;
  }

  void create() throws StartException {
    if (stacks.find(StackRegistry.DEFAULT) != null) {
      config
          .importFrom()
          .ifPresent(
              tree ->
                  LOG.warn("stack default is there from --state-dir, {} is not imported", tree));
      return;
    }
    Snapshot state =
        config.importFrom().isPresent()
            ? imported(config.importFrom().get())
            : seeds.of(config.profile());
    try {
      stacks.create(StackRegistry.DEFAULT, Map.of(), state, clock.instant());
    } catch (ProcnetException e) {
      throw new StartException(String.valueOf(e.getMessage()));
    }
  }

  private Snapshot imported(Path directory) throws StartException {
    TreeDirectory source = new TreeDirectory(directory, limits);
    Map<String, ByteString> tree = source.read();
    try {
      TreeImporter.Imported imported = importer.importTree(tree, null, config.importLenient());
      LOG.info(
          "imported {} files, {} of them kept as they were captured, from {} as {}",
          tree.size(),
          imported.files().stream().filter(TreeImporter.File::opaque).count(),
          source.net(),
          imported.state().profile().label());
      warn(source.net(), imported);
      return imported.state();
    } catch (ProcnetException e) {
      throw new StartException(problems(source.net(), e));
    }
  }

  private static void warn(Path net, TreeImporter.Imported imported) {
    for (TreeImporter.File file : imported.files()) {
      NetFileException warning = file.warning();
      if (warning != null) {
        LOG.warn(
            "{}:{}:{}: {}; kept as it was captured",
            net.resolve(file.name()),
            warning.line(),
            warning.column(),
            warning.getMessage());
      }
    }
  }

  /** A line for each file that is wrong: {@code DIR/tcp:3:17: expected ...}. */
  private static List<String> problems(Path net, ProcnetException e) {
    if (e.violations().isEmpty()) {
      return List.of(net + ": " + e.getMessage());
    }
    return e.violations().stream()
        .map(violation -> net.resolve(violation.field()) + ": " + violation.description())
        .toList();
  }
}
