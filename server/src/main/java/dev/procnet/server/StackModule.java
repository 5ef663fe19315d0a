package dev.procnet.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.OptionalBinder;
import dev.procnet.server.config.LimitConfig;
import dev.procnet.server.config.StackConfig;
import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.RenderedChunks;
import dev.procnet.server.netfile.Seeds;
import dev.procnet.server.netfile.StatisticsLog;
import dev.procnet.server.netfile.TreeImporter;
import dev.procnet.server.rpc.CallLimits;
import dev.procnet.server.rpc.ImportLimits;
import dev.procnet.server.rpc.KeptRequests;
import dev.procnet.server.stack.Ledger;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.server.storage.EventLog;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** The stacks, their files and their clock. */
final class StackModule extends AbstractModule {

  private final StackConfig config;
  private final LimitConfig limits;

  StackModule(StackConfig config, LimitConfig limits) {
    this.config = config;
    this.limits = limits;
  }

  @Override
  protected void configure() {
    bind(StackConfig.class).toInstance(config);
    bind(LimitConfig.class).toInstance(limits);
    OptionalBinder.newOptionalBinder(binder(), CallLimits.class)
        .setBinding()
        .toInstance(new CallLimits(limits.mutations(), limits.watchers()));
    bind(InstantSource.class).toInstance(InstantSource.system());
    bind(StatisticsLog.class).in(Singleton.class);
    bind(NetFiles.class).in(Singleton.class);
    bind(TreeImporter.class).in(Singleton.class);
    bind(Seeds.class).in(Singleton.class);
    bind(DefaultStack.class).in(Singleton.class);
    bind(KeptStacks.class).in(Singleton.class);
    bind(LeaseEnds.class).in(Singleton.class);
    OptionalBinder.newOptionalBinder(binder(), ImportLimits.class)
        .setBinding()
        .toInstance(ImportLimits.DEFAULT.withBytes(config.maxImport()));
  }

  /** What a small heap has no room for is not remembered, whatever is allowed. */
  @Provides
  @Singleton
  RenderedChunks renderedChunks() {
    return new RenderedChunks(Math.min(config.renderCache(), Runtime.getRuntime().maxMemory() / 4));
  }

  @Provides
  @Singleton
  Optional<EventLog> events() {
    return config.state().map(state -> new EventLog(state, KeptRequests::batch));
  }

  @Provides
  @Singleton
  StackRegistry stacks(Optional<EventLog> events) {
    return new StackRegistry(
        config.history(),
        config.maxStacks(),
        limits.stack(),
        events.<Ledger>map(Function.identity()).orElseGet(Ledger::ofMemory));
  }
}
