package dev.procnet.client.cli;

import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import dev.procnet.client.cli.Table.Column;
import dev.procnet.v1.Stack;
import dev.procnet.v1.StackUsage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Stacks.
 *
 * @param message the answer that has them
 * @param stacks one a row
 */
record StacksView(Message message, List<Stack> stacks) implements View {

  /** Copies the list. */
  StacksView {
    stacks = List.copyOf(stacks);
  }

  @Override
  public List<Column> columns(boolean wide) {
    Stream<Column> columns =
        Stream.of(
            Column.left("NAME"),
            Column.left("PROFILE"),
            Column.right("REVISION"),
            Column.right("SOCKETS"),
            Column.right("INTERFACES"),
            Column.right("ROUTES"),
            Column.right("NEIGHBORS"),
            Column.left("LABELS"));
    return wide ? Stream.concat(columns, wideColumns()).toList() : columns.toList();
  }

  @Override
  public Stream<List<Object>> rows(boolean wide) {
    return stacks.stream()
        .map(s -> wide ? Stream.concat(cells(s), wideCells(s)).toList() : cells(s).toList());
  }

  @Override
  public Stream<Object> names() {
    return stacks.stream().map(Stack::getName);
  }

  private static Stream<Object> cells(Stack stack) {
    StackUsage usage = stack.getUsage();
    return Stream.of(
        stack.getName(),
        Profiles.text(stack.getProfile()),
        Unsigned.text(stack.getRevision()),
        Unsigned.text(usage.getSockets()),
        Unsigned.text(usage.getInterfaces()),
        Unsigned.text(usage.getRoutes()),
        Unsigned.text(usage.getNeighbors()),
        labels(stack.getLabelsMap()));
  }

  private static Stream<Column> wideColumns() {
    return Stream.of(
        Column.left("CREATED"),
        Column.left("EXPIRES"),
        Column.left("NETWORK"),
        Column.left("IPV6"),
        Column.right("WATCHERS"));
  }

  private static Stream<Object> wideCells(Stack stack) {
    return Stream.of(
        Timestamps.toString(stack.getCreateTime()),
        stack.hasExpireTime() ? Timestamps.toString(stack.getExpireTime()) : "never",
        yes(stack.getSettings().getNetwork()),
        yes(stack.getSettings().getIpv6()),
        Unsigned.text(stack.getUsage().getWatchers()));
  }

  private static String labels(Map<String, String> labels) {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(","));
  }

  private static String yes(boolean value) {
    return value ? "yes" : "no";
  }
}
