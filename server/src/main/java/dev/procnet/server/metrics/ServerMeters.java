package dev.procnet.server.metrics;

import dev.procnet.server.stack.StackRegistry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Inject;

/** {@code procnet_stacks}: how many stacks there are. */
public final class ServerMeters implements MeterBinder {

  private final StackRegistry stacks;

  @Inject
  public ServerMeters(StackRegistry stacks) {
    this.stacks = stacks;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("procnet.stacks", stacks, all -> all.list().size())
        .description("Stacks that exist.")
        .register(registry);
  }
}
