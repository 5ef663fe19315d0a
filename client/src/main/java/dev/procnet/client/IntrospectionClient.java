package dev.procnet.client;

import com.google.protobuf.ByteString;
import dev.procnet.v1.GetCountersRequest;
import dev.procnet.v1.GetCountersResponse;
import dev.procnet.v1.IntrospectionServiceGrpc;
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
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadNetFileResponse;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.StreamNetFileRequest;
import dev.procnet.v1.StreamSocketsRequest;
import dev.procnet.v1.WatchStackRequest;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/**
 * Reads of stacks. A request without a stack speaks of the client's. Calls throw {@link
 * ProcnetClientException}; futures complete with it.
 */
public final class IntrospectionClient {

  private final Calls calls;

  IntrospectionClient(Calls calls) {
    this.calls = calls;
  }

  /** Which files the stack has. */
  public ListNetFilesResponse listNetFiles(ListNetFilesRequest request) {
    return Futures.await(listNetFilesAsync(request));
  }

  /** As {@link #listNetFiles}. */
  public CompletableFuture<ListNetFilesResponse> listNetFilesAsync(ListNetFilesRequest request) {
    return calls.unary(IntrospectionServiceGrpc.getListNetFilesMethod(), request);
  }

  /** A file, or a part of it, of at most 1 MiB. */
  public ReadNetFileResponse readNetFile(ReadNetFileRequest request) {
    return Futures.await(readNetFileAsync(request));
  }

  /** As {@link #readNetFile}. */
  public CompletableFuture<ReadNetFileResponse> readNetFileAsync(ReadNetFileRequest request) {
    return calls.unary(IntrospectionServiceGrpc.getReadNetFileMethod(), request);
  }

  /**
   * A file of any size, its length and digest compared at the end.
   *
   * @param sink takes its bytes as they come, on another thread
   * @throws BrokenStreamException if it ended short; what the sink took is not the file
   * @throws IOException of the sink
   */
  public NetFileReceipt streamNetFile(StreamNetFileRequest request, ByteSink sink)
      throws IOException {
    return Futures.awaitIo(streamNetFileAsync(request, sink));
  }

  /** As {@link #streamNetFile}. */
  public CompletableFuture<NetFileReceipt> streamNetFileAsync(
      StreamNetFileRequest request, ByteSink sink) {
    return calls.receive(
        IntrospectionServiceGrpc.getStreamNetFileMethod(),
        request,
        new NetFileReceiver(request.getName(), sink));
  }

  /**
   * The whole of a file, in memory.
   *
   * @param name its path below /proc/net
   */
  public ByteString read(String name) {
    return read(name, ReadOptions.getDefaultInstance());
  }

  /** As {@link #read(String)}, of a state and for a reader. */
  public ByteString read(String name, ReadOptions options) {
    ByteString.Output content = ByteString.newOutput();
    StreamNetFileRequest request =
        StreamNetFileRequest.newBuilder().setName(name).setRead(options).build();
    Futures.await(streamNetFileAsync(request, chunk -> chunk.writeTo(content)));
    return content.toByteString();
  }

  /** Sockets that match a filter, a page. */
  public ListSocketsResponse listSockets(ListSocketsRequest request) {
    return Futures.await(listSocketsAsync(request));
  }

  /** As {@link #listSockets}. */
  public CompletableFuture<ListSocketsResponse> listSocketsAsync(ListSocketsRequest request) {
    return calls.unary(IntrospectionServiceGrpc.getListSocketsMethod(), request);
  }

  /**
   * Sockets that match a filter, all pages of one revision, in memory.
   *
   * @param first request of the first page
   */
  public ListSocketsResponse allSockets(ListSocketsRequest first) {
    return new Pages<>(
            token ->
                listSockets(
                    token.isEmpty()
                        ? first
                        : first.toBuilder().clearRead().setPageToken(token).build()),
            ListSocketsResponse::getNextPageToken,
            all -> all.toBuilder().clearNextPageToken().build())
        .all();
  }

  /**
   * Sockets that match a filter, all.
   *
   * @param sink takes them as they come, on another thread
   * @throws BrokenStreamException if the stream ended short
   * @throws IOException of the sink
   */
  public SocketsReceipt streamSockets(StreamSocketsRequest request, SocketSink sink)
      throws IOException {
    return Futures.awaitIo(streamSocketsAsync(request, sink));
  }

  /** As {@link #streamSockets}. */
  public CompletableFuture<SocketsReceipt> streamSocketsAsync(
      StreamSocketsRequest request, SocketSink sink) {
    return calls.receive(
        IntrospectionServiceGrpc.getStreamSocketsMethod(), request, new SocketReceiver(sink));
  }

  /** Interfaces with their addresses, a page. */
  public ListInterfacesResponse listInterfaces(ListInterfacesRequest request) {
    return Futures.await(listInterfacesAsync(request));
  }

  /** As {@link #listInterfaces}. */
  public CompletableFuture<ListInterfacesResponse> listInterfacesAsync(
      ListInterfacesRequest request) {
    return calls.unary(IntrospectionServiceGrpc.getListInterfacesMethod(), request);
  }

  /** Interfaces, all pages of one revision. */
  public ListInterfacesResponse allInterfaces(ReadOptions read) {
    return new Pages<>(
            token ->
                listInterfaces(
                    token.isEmpty()
                        ? ListInterfacesRequest.newBuilder().setRead(read).build()
                        : ListInterfacesRequest.newBuilder().setPageToken(token).build()),
            ListInterfacesResponse::getNextPageToken,
            all -> all.toBuilder().clearNextPageToken().build())
        .all();
  }

  /** Routes, a page. */
  public ListRoutesResponse listRoutes(ListRoutesRequest request) {
    return Futures.await(listRoutesAsync(request));
  }

  /** As {@link #listRoutes}. */
  public CompletableFuture<ListRoutesResponse> listRoutesAsync(ListRoutesRequest request) {
    return calls.unary(IntrospectionServiceGrpc.getListRoutesMethod(), request);
  }

  /**
   * Routes, all pages of one revision.
   *
   * @param first request of the first page
   */
  public ListRoutesResponse allRoutes(ListRoutesRequest first) {
    return new Pages<>(
            token ->
                listRoutes(
                    token.isEmpty()
                        ? first
                        : first.toBuilder().clearRead().setPageToken(token).build()),
            ListRoutesResponse::getNextPageToken,
            all -> all.toBuilder().clearNextPageToken().build())
        .all();
  }

  /** Neighbours and proxies, a page. */
  public ListNeighborsResponse listNeighbors(ListNeighborsRequest request) {
    return Futures.await(listNeighborsAsync(request));
  }

  /** As {@link #listNeighbors}. */
  public CompletableFuture<ListNeighborsResponse> listNeighborsAsync(ListNeighborsRequest request) {
    return calls.unary(IntrospectionServiceGrpc.getListNeighborsMethod(), request);
  }

  /** Neighbours, all pages of one revision. */
  public ListNeighborsResponse allNeighbors(ReadOptions read) {
    return new Pages<>(
            token ->
                listNeighbors(
                    token.isEmpty()
                        ? ListNeighborsRequest.newBuilder().setRead(read).build()
                        : ListNeighborsRequest.newBuilder().setPageToken(token).build()),
            ListNeighborsResponse::getNextPageToken,
            all -> all.toBuilder().clearNextPageToken().build())
        .all();
  }

  /** Entries, a page. */
  public ListEntriesResponse listEntries(ListEntriesRequest request) {
    return Futures.await(listEntriesAsync(request));
  }

  /** As {@link #listEntries}. */
  public CompletableFuture<ListEntriesResponse> listEntriesAsync(ListEntriesRequest request) {
    return calls.unary(IntrospectionServiceGrpc.getListEntriesMethod(), request);
  }

  /**
   * Entries, all pages of one revision.
   *
   * @param kinds as the API names them, {@code flow_labels}; none: all
   */
  public ListEntriesResponse allEntries(Collection<String> kinds, ReadOptions read) {
    ListEntriesRequest request = ListEntriesRequest.newBuilder().addAllKinds(kinds).build();
    return new Pages<>(
            token ->
                listEntries(
                    token.isEmpty()
                        ? request.toBuilder().setRead(read).build()
                        : request.toBuilder().setPageToken(token).build()),
            ListEntriesResponse::getNextPageToken,
            all -> all.toBuilder().clearNextPageToken().build())
        .all();
  }

  /** All counters of a stack, and a count of its sockets. */
  public GetCountersResponse getCounters(GetCountersRequest request) {
    return Futures.await(getCountersAsync(request));
  }

  /** As {@link #getCounters}. */
  public CompletableFuture<GetCountersResponse> getCountersAsync(GetCountersRequest request) {
    return calls.unary(IntrospectionServiceGrpc.getGetCountersMethod(), request);
  }

  /** What changes in a stack, revision by revision. The caller closes it. */
  public Watch watchStack(WatchStackRequest request) {
    return Watch.open(calls, request);
  }

  /**
   * As {@link #watchStack}, told on another thread; it does not begin anew by itself.
   *
   * @param sink takes what comes
   * @return never completes but with an exception; cancelling it ends the watch
   */
  public CompletableFuture<Void> watchStackAsync(WatchStackRequest request, WatchSink sink) {
    return calls.receive(
        IntrospectionServiceGrpc.getWatchStackMethod(),
        Watch.withBookmarks(request, calls.timeouts().idle()),
        new WatchReceiver(sink));
  }
}
