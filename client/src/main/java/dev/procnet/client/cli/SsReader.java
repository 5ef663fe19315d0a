package dev.procnet.client.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.procnet.client.ProcnetClient;
import dev.procnet.client.SocketSink;
import dev.procnet.client.cli.ss.SsListing;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.Interface;
import dev.procnet.v1.Profile;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.ResponseHeader;
import dev.procnet.v1.Socket;
import dev.procnet.v1.SocketFilter;
import dev.procnet.v1.SocketKind;
import dev.procnet.v1.StreamSocketsRequest;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads what ss lists, all of it at one revision. */
final class SsReader {

  private final ProcnetClient client;
  private ReadOptions state;

  SsReader(ProcnetClient client, ReadOptions state) {
    this.client = client;
    this.state = state;
  }

  /** Sockets of one table. */
  void read(SocketFilter filter, SocketSink sink) throws IOException {
    StreamSocketsRequest request =
        StreamSocketsRequest.newBuilder().setFilter(filter).setRead(state).build();
    at(client.introspection().streamSockets(request, sink).header());
  }

  /** Sockets of all tables as the API has them; how many were listed. */
  long readAll(SsListing listing, SocketSink sink) throws IOException {
    Counted counted = new Counted(sink);
    for (Map.Entry<SocketKind, SocketFilter> kind : listing.kinds().entrySet()) {
      counted.table = listing.table(kind.getKey());
      read(kind.getValue(), counted);
    }
    return counted.count;
  }

  /** Names of interfaces by index, a byte each character. */
  Map<Integer, String> interfaces() {
    return client.introspection().allInterfaces(state).getInterfacesList().stream()
        .collect(
            Collectors.toMap(
                Interface::getIndex, i -> InterfaceNames.bytes(i).toString(ISO_8859_1)));
  }

  /** The stack prints as gVisor does. */
  boolean isGvisor() {
    Profile profile =
        client.stacks().getStack(GetStackRequest.getDefaultInstance()).getStack().getProfile();
    return profile == Profile.PROFILE_GVISOR;
  }

  private void at(ResponseHeader header) {
    state = state.toBuilder().setExactRevision(header.getRevision()).build();
  }

  /** Passes on what is listed, with the first header. */
  private static final class Counted implements SocketSink {
    private final SocketSink sink;
    private SsListing.@org.jspecify.annotations.Nullable Table table;
    private boolean begun;
    private long count;

    Counted(SocketSink sink) {
      this.sink = sink;
    }

    @Override
    public void begin(ResponseHeader header) throws IOException {
      if (!begun) {
        sink.begin(header);
        begun = true;
      }
    }

    @Override
    public void accept(Socket socket) throws IOException {
      if (Args.required(table).lists(socket)) {
        sink.accept(socket);
        count++;
      }
    }
  }
}
