package dev.procnet.client.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.procnet.v1.GetCountersRequest;
import dev.procnet.v1.ListNetFilesRequest;
import dev.procnet.v1.ListSocketsRequest;
import dev.procnet.v1.NetFile;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.Socket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A stack at one revision.
 *
 * @param stack that is looked at
 * @param revision at which
 */
record StackView(TestStack stack, long revision) {

  /** The text of a net file. */
  String file(String name) {
    return stack.client().introspection().read(name, read()).toString(UTF_8);
  }

  /** Names of all net files. */
  List<String> files() {
    return stack
        .client()
        .introspection()
        .listNetFiles(ListNetFilesRequest.newBuilder().setRead(read()).build())
        .getFilesList()
        .stream()
        .map(NetFile::getName)
        .toList();
  }

  /** All sockets, of every kind. */
  List<Socket> sockets() {
    return stack
        .client()
        .introspection()
        .allSockets(ListSocketsRequest.newBuilder().setRead(read()).setPageSize(1000).build())
        .getSocketsList();
  }

  /** All counters, by group and name: {@code Tcp.InSegs}. */
  Map<String, Long> counters() {
    Map<String, Long> all = new TreeMap<>();
    stack
        .client()
        .introspection()
        .getCounters(GetCountersRequest.newBuilder().setRead(read()).build())
        .getGroupsList()
        .forEach(
            group ->
                group
                    .getCountersList()
                    .forEach(
                        counter ->
                            all.put(
                                group.getName() + "." + counter.getName(), counter.getValue())));
    return all;
  }

  private ReadOptions read() {
    return ReadOptions.newBuilder().setExactRevision(revision).build();
  }

  @Override
  public String toString() {
    return stack + " at revision " + revision;
  }
}
