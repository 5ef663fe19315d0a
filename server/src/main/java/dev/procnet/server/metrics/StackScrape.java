package dev.procnet.server.metrics;

import dev.procnet.server.metrics.node.NodeCollectors;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.server.stack.Suggestions;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The series of stacks, made when they are asked for: {@code stack=NAME} asks for some stacks,
 * {@code collect[]=NAME} for some collectors, a path of {@code /metrics/stacks/NAME} for one stack.
 */
public final class StackScrape implements MultiCollector {

  /** Where one stack's series are. */
  public static final String STACKS = "/metrics/stacks/";

  private final StackRegistry stacks;
  private final NodeCollectors collectors;

  @Inject
  public StackScrape(StackRegistry stacks, NodeCollectors collectors) {
    this.stacks = stacks;
    this.collectors = collectors;
  }

  @Override
  public MetricSnapshots collect() {
    return collectors.collect(stacks.list(), Set.of());
  }

  @Override
  public MetricSnapshots collect(PrometheusScrapeRequest request) {
    return collectors.collect(stacksOf(request), collectorsOf(request));
  }

  /**
   * Which stacks a request asks for.
   *
   * @throws ProcnetException STACK_NOT_FOUND
   */
  public Collection<Stack> stacksOf(PrometheusScrapeRequest request) {
    if (request.getRequestPath().startsWith(STACKS)) {
      return List.of(stacks.get(request.getRequestPath().substring(STACKS.length())));
    }
    List<String> names = values(request, "stack");
    if (names.isEmpty()) {
      return stacks.list();
    }
    List<Stack> found = new ArrayList<>();
    new TreeSet<>(names).forEach(name -> found.add(stacks.get(name)));
    return found;
  }

  /**
   * Which collectors a request asks for; none: those of a plain scrape.
   *
   * @throws ProcnetException FIELD_INVALID, {@code collect[]}
   */
  public Set<String> collectorsOf(PrometheusScrapeRequest request) {
    Set<String> names = new TreeSet<>(values(request, "collect[]"));
    for (String name : names) {
      if (!collectors.names().contains(name)) {
        throw ProcnetException.field(
            "collect[]",
            "is '"
                + name
                + "', expected one of "
                + String.join(", ", collectors.names())
                + Suggestions.didYouMean(name, collectors.names()));
      }
    }
    return names;
  }

  private static List<String> values(PrometheusScrapeRequest request, String parameter) {
    String @Nullable [] values = request.getParameterValues(parameter);
    return values == null ? List.of() : Arrays.asList(values);
  }
}
