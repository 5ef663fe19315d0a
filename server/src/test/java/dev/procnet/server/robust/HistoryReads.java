package dev.procnet.server.robust;

import com.google.common.base.Splitter;
import dev.procnet.server.robust.History.Model;
import dev.procnet.server.robust.History.Read;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.IntrospectionServiceGrpc.IntrospectionServiceBlockingStub;
import dev.procnet.v1.ListNeighborsRequest;
import dev.procnet.v1.ListNeighborsResponse;
import dev.procnet.v1.Neighbor;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadNetFileResponse;
import dev.procnet.v1.ReadOptions;
import io.grpc.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads of several files at one revision, which must fit each other. */
final class HistoryReads {

  private final IntrospectionServiceBlockingStub stub;
  private final ReadOptions at;

  private HistoryReads(IntrospectionServiceBlockingStub stub, ReadOptions at) {
    this.stub = stub;
    this.at = at;
  }

  /** Reads what the model knows, at the newest revision, all of it by the deadline. */
  static Read read(Channel channel, Duration deadline) {
    long begun = System.nanoTime();
    var stub = IntrospectionServiceGrpc.newBlockingStub(channel).withDeadlineAfter(deadline);
    ListNeighborsResponse newest = stub.listNeighbors(ListNeighborsRequest.getDefaultInstance());
    long revision = newest.getHeader().getRevision();
    Map<String, String> neighbors =
        newest.getNeighborsList().stream()
            .filter(each -> each.getInterfaceIndex() == HistoryClients.INTERFACE)
            .collect(Collectors.toMap(Neighbor::getAddress, Neighbor::getLinkAddress));
    HistoryReads reads =
        new HistoryReads(stub, ReadOptions.newBuilder().setExactRevision(revision).build());
    int sockets = reads.rows("tcp");
    int sockets6 = reads.rows("tcp6");
    long counted = Long.parseLong(reads.tcpCounter("PassiveOpens"));
    reads.require("sockstat", "TCP: inuse " + sockets + " ");
    reads.require("sockstat6", "TCP6: inuse " + sockets6 + "\n");
    Model model = new Model(neighbors, sockets, sockets6, counted);
    return new Read(model, revision, begun, System.nanoTime());
  }

  private String file(String name) {
    ReadNetFileResponse answer =
        stub.readNetFile(ReadNetFileRequest.newBuilder().setName(name).setRead(at).build());
    if (!answer.getEof() || answer.getHeader().getRevision() != at.getExactRevision()) {
      throw new IllegalStateException(name + " is not whole or of another revision: " + answer);
    }
    return answer.getContent().toStringUtf8();
  }

  private int rows(String name) {
    return (int) file(name).lines().skip(1).count();
  }

  private String tcpCounter(String name) {
    List<List<String>> lines =
        file("snmp")
            .lines()
            .filter(line -> line.startsWith("Tcp: "))
            .map(line -> Splitter.on(' ').splitToList(line))
            .toList();
    return lines.get(1).get(lines.get(0).indexOf(name));
  }

  private void require(String name, String part) {
    String file = file(name);
    if (!file.contains(part)) {
      throw new IllegalStateException(
          name + " at revision " + at.getExactRevision() + " without '" + part + "': " + file);
    }
  }
}
