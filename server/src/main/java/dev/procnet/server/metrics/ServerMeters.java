package dev.procnet.server.metrics;

import dev.procnet.server.metrics.node.NodeCollectors;
import dev.procnet.server.stack.StackRegistry;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Inject;

/** Meters of the server as a whole: {@code procnet_stacks} and so on. */
public final class ServerMeters implements MeterBinder {

  private final StackRegistry stacks;
  private final NodeCollectors collectors;

  @Inject
  public ServerMeters(StackRegistry stacks, NodeCollectors collectors) {
    this.stacks = stacks;
    this.collectors = collectors;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("procnet.stacks", stacks, all -> all.list().size())
        .description("Stacks that exist.")
        .register(registry);
    Gauge.builder("procnet.stacks.limit", stacks, StackRegistry::limit)
        .description("Stacks that may exist.")
        .register(registry);
    FunctionCounter.builder("procnet.metrics.series.left.out", collectors, NodeCollectors::leftOut)
        .description("Series of stacks that the limit of a scrape kept out.")
        .register(registry);
  }
}
