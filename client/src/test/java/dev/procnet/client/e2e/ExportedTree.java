package dev.procnet.client.e2e;

import dev.procnet.client.ClientOptions;
import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.ExportStackRequest;
import dev.procnet.v1.GetCountersRequest;
import dev.procnet.v1.Interface;
import dev.procnet.v1.ListSocketsRequest;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.Socket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A captured tree that a server has imported and exported again, for other programs to read, and
 * what the server says of its stack.
 *
 * @param proc where it is, with its {@code net}
 */
record ExportedTree(Procnetd server, ProcnetClient client, Path proc) implements AutoCloseable {

  /**
   * Starts the server.
   *
   * @param captured below the corpus: {@code linux-6.18/veth-dual-a}
   */
  static ExportedTree of(String captured, Path directory) throws IOException {
    String tree = Programs.CORPUS.resolve(captured).toString();
    Procnetd server = Procnetd.start(directory, "--import", tree);
    ProcnetClient client = ProcnetClient.connect(ClientOptions.of(server.address()));
    Path proc = directory.resolve("proc");
    client.transfer().exportTo(ExportStackRequest.getDefaultInstance(), proc.resolve("net"));
    return new ExportedTree(server, client, proc);
  }

  Stream<Socket> tcp(AddressFamily family) {
    return client
        .introspection()
        .listSockets(ListSocketsRequest.getDefaultInstance())
        .getSocketsList()
        .stream()
        .filter(socket -> socket.hasTcp() && socket.getTcp().getFamily() == family);
  }

  Stream<Interface> interfaces() {
    return client
        .introspection()
        .allInterfaces(ReadOptions.getDefaultInstance())
        .getInterfacesList()
        .stream();
  }

  Stream<CounterGroup> counters() {
    return client
        .introspection()
        .getCounters(GetCountersRequest.getDefaultInstance())
        .getGroupsList()
        .stream();
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
