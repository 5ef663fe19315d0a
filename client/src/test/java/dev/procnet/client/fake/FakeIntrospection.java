package dev.procnet.client.fake;

import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import com.google.rpc.Code;
import dev.procnet.client.fake.Faults.StreamFault;
import dev.procnet.v1.Bookmark;
import dev.procnet.v1.Change;
import dev.procnet.v1.ChangeSet;
import dev.procnet.v1.GetCountersRequest;
import dev.procnet.v1.GetCountersResponse;
import dev.procnet.v1.IntrospectionServiceGrpc.IntrospectionServiceImplBase;
import dev.procnet.v1.ListEntriesRequest;
import dev.procnet.v1.ListEntriesResponse;
import dev.procnet.v1.ListInterfacesRequest;
import dev.procnet.v1.ListInterfacesResponse;
import dev.procnet.v1.ListNeighborsRequest;
import dev.procnet.v1.ListNeighborsResponse;
import dev.procnet.v1.ListNetFilesRequest;
import dev.procnet.v1.ListNetFilesResponse;
import dev.procnet.v1.ListRoutesRequest;
import dev.procnet.v1.ListRoutesResponse;
import dev.procnet.v1.ListSocketsRequest;
import dev.procnet.v1.ListSocketsResponse;
import dev.procnet.v1.NetFile;
import dev.procnet.v1.NetFileEnd;
import dev.procnet.v1.NetFileStart;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadNetFileResponse;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.SettingsChange;
import dev.procnet.v1.Socket;
import dev.procnet.v1.SocketKind;
import dev.procnet.v1.StreamNetFileRequest;
import dev.procnet.v1.StreamNetFileResponse;
import dev.procnet.v1.StreamSocketsRequest;
import dev.procnet.v1.StreamSocketsResponse;
import dev.procnet.v1.WatchStackRequest;
import dev.procnet.v1.WatchStackResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Reads of the fake stacks. */
final class FakeIntrospection extends IntrospectionServiceImplBase implements AutoCloseable {

  private static final int PAGE = 2;

  private final FakeState state;
  private final ScheduledExecutorService watches = Executors.newScheduledThreadPool(1);

  FakeIntrospection(FakeState state) {
    this.state = state;
  }

  @Override
  public void close() {
    watches.shutdownNow();
  }

  @Override
  public void listNetFiles(
      ListNetFilesRequest request, StreamObserver<ListNetFilesResponse> observer) {
    ListNetFilesResponse.Builder response =
        ListNetFilesResponse.newBuilder().setHeader(state.header(request.getStack()));
    state
        .stack(request.getStack())
        .files(request.getRead().getExactRevision())
        .forEach(
            (name, content) ->
                response.addFiles(
                    NetFile.newBuilder()
                        .setName(name)
                        .setSize(content.size())
                        .setSummary("what " + name + " shows")
                        .setOpaque(name.contains("/"))));
    answer(observer, response.build());
  }

  @Override
  public void readNetFile(
      ReadNetFileRequest request, StreamObserver<ReadNetFileResponse> observer) {
    FakeStack stack = state.stack(request.getStack());
    ByteString now = file(stack, request.getName(), request.getRead());
    boolean same =
        request.getIfChangedSince() != 0
            && now.equals(stack.files(request.getIfChangedSince()).get(request.getName()));
    answer(
        observer,
        ReadNetFileResponse.newBuilder()
            .setHeader(state.header(request.getStack()))
            .setNotModified(same)
            .setContent(same ? ByteString.EMPTY : now)
            .setSize(now.size())
            .build());
  }

  @Override
  public void streamNetFile(
      StreamNetFileRequest request, StreamObserver<StreamNetFileResponse> observer) {
    FakeStack stack = state.stack(request.getStack());
    ByteString content = file(stack, request.getName(), request.getRead());
    long exact = request.getRead().getExactRevision();
    observer.onNext(
        StreamNetFileResponse.newBuilder()
            .setStart(
                NetFileStart.newBuilder()
                    .setHeader(
                        state.header(request.getStack(), exact == 0 ? stack.revision() : exact)))
            .build());
    for (int at = 0; at < content.size(); at += 64 << 10) {
      observer.onNext(
          StreamNetFileResponse.newBuilder()
              .setChunk(content.substring(at, Math.min(at + (64 << 10), content.size())))
              .build());
    }
    end(observer, StreamNetFileResponse.newBuilder().setEnd(end(content)).build());
  }

  private NetFileEnd end(ByteString content) {
    StreamFault fault = state.faults().streams();
    return NetFileEnd.newBuilder()
        .setBytesSent(content.size() + (fault == StreamFault.WRONG_LENGTH ? 1 : 0))
        .setCrc32C(crc32c(fault == StreamFault.WRONG_DIGEST ? ByteString.EMPTY : content))
        .build();
  }

  /** Ends a stream as the faults say. */
  private <T> void end(StreamObserver<T> observer, T end) {
    switch (state.faults().streams()) {
      case NONE, WRONG_DIGEST, WRONG_LENGTH -> answer(observer, end);
      case NO_END -> observer.onCompleted();
      case UNAVAILABLE ->
          observer.onError(Status.UNAVAILABLE.withDescription("going down").asRuntimeException());
      case SILENCE -> {
        // The client has to notice by itself.
      }
    }
  }

  @Override
  public void listSockets(
      ListSocketsRequest request, StreamObserver<ListSocketsResponse> observer) {
    List<Socket> sockets = state.stack(request.getStack()).sockets();
    answer(
        observer,
        ListSocketsResponse.newBuilder()
            .setHeader(state.header(request.getStack()))
            .addAllSockets(request.getCountOnly() ? List.of() : sockets)
            .setTotalSize(sockets.size())
            .build());
  }

  @Override
  public void streamSockets(
      StreamSocketsRequest request, StreamObserver<StreamSocketsResponse> observer) {
    List<SocketKind> kinds = request.getFilter().getKindsList();
    List<Socket> sockets =
        state.stack(request.getStack()).sockets().stream()
            .filter(socket -> kinds.isEmpty() || kinds.contains(kind(socket)))
            .toList();
    observer.onNext(
        StreamSocketsResponse.newBuilder()
            .setHeader(state.header(request.getStack()))
            .addAllSockets(sockets)
            .build());
    int wrong = state.faults().streams() == StreamFault.WRONG_LENGTH ? 1 : 0;
    end(
        observer,
        StreamSocketsResponse.newBuilder()
            .setLast(true)
            .setTotalSize(sockets.size() + wrong)
            .build());
  }

  private static SocketKind kind(Socket socket) {
    return socket.getKindCase() == Socket.KindCase.KIND_NOT_SET
        ? SocketKind.SOCKET_KIND_UNSPECIFIED
        : SocketKind.valueOf("SOCKET_KIND_" + socket.getKindCase());
  }

  @Override
  public void listInterfaces(
      ListInterfacesRequest request, StreamObserver<ListInterfacesResponse> observer) {
    int from = page(request.getPageToken());
    answer(
        observer,
        ListInterfacesResponse.newBuilder()
            .setHeader(state.header(request.getStack()))
            .addAllInterfaces(page(state.stack(request.getStack()).interfaces(), from))
            .setNextPageToken(next(state.stack(request.getStack()).interfaces(), from))
            .build());
  }

  @Override
  public void listRoutes(ListRoutesRequest request, StreamObserver<ListRoutesResponse> observer) {
    int from = page(request.getPageToken());
    answer(
        observer,
        ListRoutesResponse.newBuilder()
            .setHeader(state.header(request.getStack()))
            .addAllRoutes(page(state.stack(request.getStack()).routes(), from))
            .setNextPageToken(next(state.stack(request.getStack()).routes(), from))
            .build());
  }

  @Override
  public void listNeighbors(
      ListNeighborsRequest request, StreamObserver<ListNeighborsResponse> observer) {
    int from = page(request.getPageToken());
    answer(
        observer,
        ListNeighborsResponse.newBuilder()
            .setHeader(state.header(request.getStack()))
            .addAllNeighbors(page(state.stack(request.getStack()).neighbors(), from))
            .setNextPageToken(next(state.stack(request.getStack()).neighbors(), from))
            .build());
  }

  @Override
  public void listEntries(
      ListEntriesRequest request, StreamObserver<ListEntriesResponse> observer) {
    int from = page(request.getPageToken());
    answer(
        observer,
        ListEntriesResponse.newBuilder()
            .setHeader(state.header(request.getStack()))
            .addAllEntries(page(state.stack(request.getStack()).entries(), from))
            .setNextPageToken(next(state.stack(request.getStack()).entries(), from))
            .build());
  }

  @Override
  public void getCounters(
      GetCountersRequest request, StreamObserver<GetCountersResponse> observer) {
    answer(
        observer,
        FakeCounters.RESPONSE.toBuilder().setHeader(state.header(request.getStack())).build());
  }

  @Override
  public void watchStack(WatchStackRequest request, StreamObserver<WatchStackResponse> observer) {
    FakeStack stack = state.stack(request.getStack());
    long start = request.hasAfterRevision() ? request.getAfterRevision() : stack.revision();
    WatchLoop loop =
        new WatchLoop(
            state, request, (ServerCallStreamObserver<WatchStackResponse>) observer, start);
    observer.onNext(
        WatchStackResponse.newBuilder()
            .setHeader(state.header(request.getStack(), start))
            .setBookmark(Bookmark.newBuilder().setSynced(request.getInitialState()))
            .build());
    var _ = watches.scheduleWithFixedDelay(loop, 10, 10, TimeUnit.MILLISECONDS);
  }

  /** Tells each new revision as a change of settings. */
  private static final class WatchLoop implements Runnable {
    private final FakeState state;
    private final WatchStackRequest request;
    private final ServerCallStreamObserver<WatchStackResponse> observer;
    private long told;

    WatchLoop(
        FakeState state,
        WatchStackRequest request,
        ServerCallStreamObserver<WatchStackResponse> observer,
        long told) {
      this.state = state;
      this.request = request;
      this.observer = observer;
      this.told = told;
    }

    @Override
    public void run() {
      if (observer.isCancelled()) {
        throw new IllegalStateException("ends the schedule");
      }
      if (state.faults().streams() == StreamFault.UNAVAILABLE) {
        observer.onError(
            Faults.error(
                Code.RESOURCE_EXHAUSTED,
                "WATCHER_TOO_SLOW",
                Map.of("last_sent_revision", Long.toString(told)),
                "the watcher is too slow"));
        throw new IllegalStateException("ends the schedule");
      }
      while (told < state.stack(request.getStack()).revision()) {
        told++;
        observer.onNext(
            WatchStackResponse.newBuilder()
                .setHeader(state.header(request.getStack(), told))
                .setChanges(
                    ChangeSet.newBuilder()
                        .addChanges(change("settings"))
                        .addChanges(change("protocols")))
                .build());
      }
    }

    private static Change change(String name) {
      return Change.newBuilder().setSettings(SettingsChange.newBuilder().addNames(name)).build();
    }
  }

  private static ByteString file(FakeStack stack, String name, ReadOptions read) {
    ByteString content = stack.files(read.getExactRevision()).get(name);
    if (content == null) {
      throw Faults.error(
          Code.NOT_FOUND,
          "NET_FILE_UNKNOWN",
          Map.of("name", name, "suggestion", "tcp"),
          "no net file '" + name + "'");
    }
    return content;
  }

  private static int page(String token) {
    return token.isEmpty() ? 0 : Integer.parseInt(token);
  }

  private static <T> List<T> page(List<T> all, int from) {
    return all.subList(from, Math.min(from + PAGE, all.size()));
  }

  private static String next(List<?> all, int from) {
    return from + PAGE < all.size() ? Integer.toString(from + PAGE) : "";
  }

  static int crc32c(ByteString content) {
    return Hashing.crc32c().hashBytes(content.asReadOnlyByteBuffer()).asInt();
  }

  static <T> void answer(StreamObserver<T> observer, T message) {
    observer.onNext(message);
    observer.onCompleted();
  }
}
