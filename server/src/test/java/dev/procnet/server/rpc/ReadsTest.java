package dev.procnet.server.rpc;

import static dev.procnet.server.rpc.Requests.close;
import static dev.procnet.server.rpc.Requests.endpoint;
import static dev.procnet.server.rpc.Requests.listener;
import static dev.procnet.server.rpc.Requests.open;
import static dev.procnet.server.rpc.Requests.openListener;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.ImmutableList;
import com.google.protobuf.ByteString;
import com.google.rpc.RetryInfo;
import dev.procnet.server.stack.HistoryLimits;
import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.DatagramSocket;
import dev.procnet.v1.DeleteStackRequest;
import dev.procnet.v1.ErrorReason;
import dev.procnet.v1.IdMapping;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.ListInterfacesRequest;
import dev.procnet.v1.ListInterfacesResponse;
import dev.procnet.v1.ListRoutesRequest;
import dev.procnet.v1.ListSocketsRequest;
import dev.procnet.v1.ListSocketsResponse;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadNetFileResponse;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.Reader;
import dev.procnet.v1.Route;
import dev.procnet.v1.Socket;
import dev.procnet.v1.SocketFilter;
import dev.procnet.v1.SocketKind;
import dev.procnet.v1.SocketType;
import dev.procnet.v1.Stack;
import dev.procnet.v1.StreamSocketsRequest;
import dev.procnet.v1.StreamSocketsResponse;
import dev.procnet.v1.TcpSocket;
import dev.procnet.v1.TcpState;
import dev.procnet.v1.UnixSocket;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadsTest {

  private final RpcServer server =
      RpcServer.start(RpcServer.Setup.NETTY.with(new HistoryLimits(50, 100_000)));

  @AfterEach
  void stop() {
    server.close();
  }

  private static ReadOptions exact(long revision) {
    return ReadOptions.newBuilder().setExactRevision(revision).build();
  }

  private static ReadOptions min(long revision) {
    return ReadOptions.newBuilder().setMinRevision(revision).build();
  }

  private ReadNetFileResponse read(ReadNetFileRequest.Builder request) {
    return server.introspection().readNetFile(request.build());
  }

  private static ReadNetFileRequest.Builder tcp() {
    return ReadNetFileRequest.newBuilder().setName("tcp");
  }

  // Files.

  @Test
  void readNetFile_byPages_givesTheFile() {
    for (int i = 0; i < 3000; i++) {
      server.stack().apply(TestBatches.open(1000 + i), RpcServer.START);
    }
    ByteString whole = server.file("tcp");
    ReadNetFileResponse first = read(tcp().setLimit(1000));
    ByteString content = first.getContent();
    server.apply(close(1));
    while (content.size() < first.getSize()) {
      ReadNetFileResponse page =
          read(
              tcp()
                  .setOffset(content.size())
                  .setLimit(70_001)
                  .setRead(exact(first.getHeader().getRevision())));
      content = content.concat(page.getContent());
      assertThat(page.getEof()).isEqualTo(content.size() == first.getSize());
    }

    assertThat(first.getEof()).isFalse();
    assertThat(content).isEqualTo(whole);
  }

  @Test
  void readNetFile_atItsEnd_isEmpty() {
    ReadNetFileResponse answer = read(tcp().setOffset(150));

    assertThat(answer.getContent()).isEmpty();
    assertThat(answer.getEof()).isTrue();
  }

  @Test
  void readNetFile_pastItsEnd_saysTheSize() {
    Failure failure = Failure.of(() -> read(tcp().setOffset(151)));
    Failure far = Failure.of(() -> read(tcp().setOffset(-1)));

    assertThat(failure.code()).isEqualTo(Code.OUT_OF_RANGE);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_OFFSET_PAST_END);
    assertThat(failure.metadata()).containsEntry("offset", "151").containsEntry("size", "150");
    assertThat(far.metadata()).containsEntry("offset", "18446744073709551615");
  }

  @Test
  void readNetFile_ofNone_suggestsTheNearest() {
    Failure failure = Failure.of(() -> read(ReadNetFileRequest.newBuilder().setName("tpc")));

    assertThat(failure.code()).isEqualTo(Code.NOT_FOUND);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_NET_FILE_UNKNOWN);
    assertThat(failure.metadata()).containsEntry("name", "tpc").containsEntry("suggestion", "tcp");
  }

  @Test
  void readNetFile_ifChangedSince_comesOnlyWhenItDid() {
    server.apply(openListener(80));
    ReadNetFileResponse first = read(tcp());
    server.apply(
        Mutation.newBuilder()
            .setPutRoute(Route.newBuilder().setDestination("10.0.0.0").setPrefixLength(8))
            .build());

    // The first route makes the settings change, which decide whether a file is there.
    server.apply(
        Mutation.newBuilder()
            .setPutRoute(Route.newBuilder().setDestination("11.0.0.0").setPrefixLength(8))
            .build());
    ReadNetFileResponse unchanged = read(tcp().setIfChangedSince(3));
    ReadNetFileResponse fromTheFuture = read(tcp().setIfChangedSince(99));
    server.apply(openListener(81));
    ReadNetFileResponse changed = read(tcp().setIfChangedSince(4));

    assertThat(first.getNotModified()).isFalse();
    assertThat(unchanged.getNotModified()).isTrue();
    assertThat(unchanged.getContent()).isEmpty();
    assertThat(unchanged.getHeader().getRevision()).isEqualTo(4);
    assertThat(fromTheFuture.getNotModified()).isFalse();
    assertThat(changed.getNotModified()).isFalse();
    assertThat(changed.getContentRevision()).isEqualTo(5);
  }

  // Revisions.

  @Test
  void exactRevision_ofThePast_showsItAsItWas() {
    server.apply(openListener(80));
    server.apply(close(1));

    assertThat(read(tcp().setRead(exact(2))).getSize()).isEqualTo(300);
    assertThat(read(tcp().setRead(exact(3))).getSize()).isEqualTo(150);
  }

  @Test
  void exactRevision_ofTheFuture_isOutOfRange() {
    Failure failure = Failure.of(() -> read(tcp().setRead(exact(2))));
    Failure far = Failure.of(() -> read(tcp().setRead(exact(-1))));

    assertThat(failure.code()).isEqualTo(Code.OUT_OF_RANGE);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_REVISION_IN_FUTURE);
    assertThat(failure.metadata())
        .containsEntry("requested", "2")
        .containsEntry("current_revision", "1");
    assertThat(far.metadata()).containsEntry("requested", "18446744073709551615");
  }

  @Test
  void exactRevision_noLongerKept_isOutOfRange() {
    for (int i = 0; i < 60; i++) {
      server.apply(openListener(i));
    }

    Failure failure = Failure.of(() -> read(tcp().setRead(exact(3))));

    assertThat(failure.code()).isEqualTo(Code.OUT_OF_RANGE);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_REVISION_COMPACTED);
    assertThat(failure.metadata())
        .containsEntry("requested", "3")
        .containsEntry("compact_revision", "12")
        .containsEntry("current_revision", "61");
  }

  private Recorder<ReadNetFileRequest, ReadNetFileResponse> waiting(long revision) {
    Recorder<ReadNetFileRequest, ReadNetFileResponse> recorder = Recorder.running();
    IntrospectionServiceGrpc.newStub(server.channel())
        .readNetFile(tcp().setRead(min(revision)).build(), recorder);
    Awaitility.await().until(() -> server.stack().listenerCount() > 0);
    return recorder;
  }

  @Test
  void minRevision_thatIsThere_answersAtOnce() {
    assertThat(read(tcp().setRead(min(1))).getHeader().getRevision()).isEqualTo(1);
  }

  @Test
  void minRevision_thatComes_isWaitedFor() {
    Recorder<ReadNetFileRequest, ReadNetFileResponse> recorder = waiting(3);

    server.apply(openListener(80));
    server.apply(openListener(81));

    assertThat(recorder.next().getHeader().getRevision()).isEqualTo(3);
    assertThat(recorder.end()).isNull();
    assertThat(server.stack().listenerCount()).isZero();
  }

  @Test
  void minRevision_thatDoesNotCome_isWaitedForUntilTheDeadline() {
    StatusRuntimeException error =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                IntrospectionServiceGrpc.newBlockingStub(server.channel())
                    .withDeadlineAfter(Duration.ofMillis(200))
                    .readNetFile(tcp().setRead(min(99)).build()));

    assertThat(error.getStatus().getCode()).isEqualTo(Code.DEADLINE_EXCEEDED);
    Awaitility.await().until(() -> server.stack().listenerCount() == 0);
  }

  @Test
  void minRevision_cancelled_waitsNoMore() {
    Recorder<ReadNetFileRequest, ReadNetFileResponse> recorder = waiting(99);

    recorder.call().cancel("enough", null);

    Awaitility.await().until(() -> server.stack().listenerCount() == 0);
  }

  @Test
  void minRevision_whileTheServerDrains_isToldSo() {
    Recorder<ReadNetFileRequest, ReadNetFileResponse> recorder = waiting(99);

    server.drain().begin();

    Failure failure = recorder.failure();
    assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_DRAINING);
    assertThat(failure.detail(RetryInfo.class).getRetryDelay().getSeconds()).isEqualTo(1);
    assertThat(Failure.of(() -> read(tcp().setRead(min(99)))).reason())
        .isEqualTo(ErrorReason.ERROR_REASON_DRAINING);
    assertThat(read(tcp()).getSize()).isEqualTo(150);
  }

  @Test
  void minRevision_ofAStackThatIsDeleted_isToldSo() {
    server
        .control()
        .createStack(
            CreateStackRequest.newBuilder().setStack(Stack.newBuilder().setName("a")).build());
    Recorder<ReadNetFileRequest, ReadNetFileResponse> recorder = Recorder.running();
    IntrospectionServiceGrpc.newStub(server.channel())
        .readNetFile(tcp().setStack("a").setRead(min(9)).build(), recorder);
    Awaitility.await().until(() -> server.stacks().get("a").listenerCount() > 0);

    server.control().deleteStack(DeleteStackRequest.newBuilder().setStack("a").build());

    Failure failure = recorder.failure();
    assertThat(failure.code()).isEqualTo(Code.NOT_FOUND);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_STACK_DELETED);
    assertThat(failure.metadata()).containsEntry("stack", "a");
  }

  // Readers.

  @Test
  void reader_ofAnotherNamespace_seesItsOwnUids() {
    server.apply(open(listener(80).setUid(1000)), open(listener(81).setUid(5)));
    Reader reader =
        Reader.newBuilder()
            .addUidMap(IdMapping.newBuilder().setInside(0).setOutside(1000).setLength(10))
            .setHideAddresses(true)
            .build();

    List<Socket> sockets =
        list(ListSocketsRequest.newBuilder().setRead(ReadOptions.newBuilder().setReader(reader)))
            .getSocketsList();

    assertThat(sockets).extracting(Socket::getUid).containsExactly(0, 65534);
    assertThat(sockets)
        .allSatisfy(
            socket -> assertThat(socket.getTcp().getLocal()).isEqualTo(endpoint("0.0.0.0", 0)));
    assertThat(
            read(tcp().setRead(ReadOptions.newBuilder().setReader(reader)))
                .getContent()
                .toStringUtf8())
        .contains("   0: 00000000:0000 00000000:0000 0A", " 65534 ");
  }

  @Test
  void reader_thatMayNotSeePorts_canNotFilterByThem() {
    server.apply(openListener(80));
    ListSocketsRequest.Builder request =
        ListSocketsRequest.newBuilder()
            .setFilter(SocketFilter.newBuilder().addLocalPorts(80))
            .setRead(
                ReadOptions.newBuilder().setReader(Reader.newBuilder().setHideAddresses(true)));

    assertThat(list(request).getTotalSize()).isZero();
  }

  @Test
  void reader_withAWrongMap_isRefused() {
    IdMapping.Builder good = IdMapping.newBuilder().setLength(5);
    Reader overlapping = Reader.newBuilder().addUidMap(good).addUidMap(good).build();
    Reader empty = Reader.newBuilder().addUidMap(IdMapping.newBuilder()).build();

    assertThat(refusedReader(overlapping)).containsOnlyKeys("read.reader.uid_map[1]");
    assertThat(refusedReader(empty)).containsOnlyKeys("read.reader.uid_map[0]");
  }

  private java.util.Map<String, String> refusedReader(Reader reader) {
    return Failure.of(() -> read(tcp().setRead(ReadOptions.newBuilder().setReader(reader))))
        .violations();
  }

  // Lists.

  private ListSocketsResponse list(ListSocketsRequest.Builder request) {
    return server.introspection().listSockets(request.build());
  }

  private static Collection<Integer> ports(List<Socket> sockets) {
    return sockets.stream().map(socket -> socket.getTcp().getLocal().getPort()).toList();
  }

  @Test
  void listSockets_byPages_staysAtOneRevision() throws InterruptedException {
    for (int port = 1; port <= 100; port++) {
      server.stack().apply(TestBatches.open(port), RpcServer.START);
    }
    AtomicBoolean over = new AtomicBoolean();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 30 && !over.get(); i++) {
                    server.apply(close(i + 1), openListener(2000 + i));
                  }
                });
    List<Integer> ports = new ArrayList<>();
    List<Long> revisions = new ArrayList<>();
    List<Long> totals = new ArrayList<>();
    String token = "";
    do {
      ListSocketsResponse page =
          list(ListSocketsRequest.newBuilder().setPageSize(7).setPageToken(token));
      ports.addAll(ports(page.getSocketsList()));
      revisions.add(page.getHeader().getRevision());
      totals.add(page.getTotalSize());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    over.set(true);
    writer.join();

    assertThat(ports).hasSize(100).doesNotHaveDuplicates();
    assertThat(revisions).hasSize(15).containsOnly(revisions.getFirst());
    assertThat(totals).containsOnly(100L);
  }

  @Test
  void listSockets_byPagesOfAFilter_leavesNothingOut() {
    for (int port = 1; port <= 20; port++) {
      server.apply(open(listener(port).setUid(port % 2)));
    }
    ListSocketsRequest.Builder request =
        ListSocketsRequest.newBuilder()
            .setPageSize(5)
            .setFilter(SocketFilter.newBuilder().addUids(1));

    ListSocketsResponse first = list(request);
    ListSocketsResponse second = list(request.setPageToken(first.getNextPageToken()));

    assertThat(ports(first.getSocketsList())).containsExactly(1, 3, 5, 7, 9);
    assertThat(ports(second.getSocketsList())).containsExactly(11, 13, 15, 17, 19);
    assertThat(second.getNextPageToken()).isEmpty();
    assertThat(second.getTotalSize()).isEqualTo(10);
  }

  @Test
  void listSockets_withAWrongToken_isRefused() {
    server.apply(openListener(1), openListener(2));
    String token = list(ListSocketsRequest.newBuilder().setPageSize(1)).getNextPageToken();
    String forged = (token.charAt(0) == 'A' ? "B" : "A") + token.substring(1);
    List<ListSocketsRequest.Builder> requests =
        List.of(
            ListSocketsRequest.newBuilder().setPageToken("x"),
            ListSocketsRequest.newBuilder().setPageToken("?*"),
            ListSocketsRequest.newBuilder().setPageToken(forged),
            ListSocketsRequest.newBuilder()
                .setPageToken(token)
                .setFilter(SocketFilter.newBuilder().addUids(1)));

    for (ListSocketsRequest.Builder request : requests) {
      Failure failure = Failure.of(() -> list(request));
      assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
      assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_PAGE_TOKEN_INVALID);
      assertThat(failure.violations()).containsOnlyKeys("page_token");
    }
    Failure elsewhere =
        Failure.of(
            () ->
                server
                    .introspection()
                    .listInterfaces(
                        ListInterfacesRequest.newBuilder().setPageToken(token).build()));
    assertThat(elsewhere.reason()).isEqualTo(ErrorReason.ERROR_REASON_PAGE_TOKEN_INVALID);
  }

  @Test
  void listSockets_withATokenAndARevision_isRefused() {
    server.apply(openListener(1), openListener(2));
    String token = list(ListSocketsRequest.newBuilder().setPageSize(1)).getNextPageToken();

    Failure failure =
        Failure.of(
            () -> list(ListSocketsRequest.newBuilder().setPageToken(token).setRead(exact(1))));

    assertThat(failure.violations()).containsOnlyKeys("read");
    assertThat(Failure.of(() -> list(ListSocketsRequest.newBuilder().setPageSize(-1))).violations())
        .containsOnlyKeys("page_size");
  }

  @Test
  void listSockets_afterItsRevisionIsGone_saysSo() {
    server.apply(openListener(1), openListener(2));
    String token = list(ListSocketsRequest.newBuilder().setPageSize(1)).getNextPageToken();
    for (int i = 0; i < 60; i++) {
      server.apply(openListener(100 + i));
    }

    Failure failure = Failure.of(() -> list(ListSocketsRequest.newBuilder().setPageToken(token)));

    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_REVISION_COMPACTED);
  }

  @Test
  void listSockets_countOnly_givesTheCount() {
    server.apply(openListener(1), openListener(2));

    ListSocketsResponse answer = list(ListSocketsRequest.newBuilder().setCountOnly(true));

    assertThat(answer.getTotalSize()).isEqualTo(2);
    assertThat(answer.getSocketsList()).isEmpty();
    assertThat(answer.getNextPageToken()).isEmpty();
  }

  private long count(SocketFilter.Builder filter) {
    return list(ListSocketsRequest.newBuilder().setFilter(filter)).getTotalSize();
  }

  @Test
  void filter_byEachField_findsWhatItSays() {
    server.apply(
        open(listener(80).setInode(500).setUid(3)),
        open(
            Socket.newBuilder()
                .setTcp(
                    TcpSocket.newBuilder()
                        .setFamily(AddressFamily.ADDRESS_FAMILY_IPV6)
                        .setLocal(endpoint("10.1.2.3", 80))
                        .setRemote(endpoint("10.9.0.1", 999))
                        .setState(TcpState.TCP_STATE_ESTABLISHED))),
        open(
            Socket.newBuilder()
                .setUdp(DatagramSocket.newBuilder().setLocal(endpoint("2001:db8::1", 53)))),
        open(
            Socket.newBuilder()
                .setUnix(
                    UnixSocket.newBuilder()
                        .setType(SocketType.SOCKET_TYPE_DGRAM)
                        .setPath(ByteString.copyFromUtf8("/run/a")))));

    server.apply(
        open(Socket.newBuilder().setRaw(DatagramSocket.newBuilder().setLocal(endpoint("", 89)))),
        open(Socket.newBuilder().setPing(DatagramSocket.getDefaultInstance())),
        open(Socket.newBuilder().setUdpLite(DatagramSocket.getDefaultInstance())));

    assertThat(count(SocketFilter.newBuilder())).isEqualTo(7);
    assertThat(
            count(
                SocketFilter.newBuilder()
                    .addKinds(SocketKind.SOCKET_KIND_RAW)
                    .addKinds(SocketKind.SOCKET_KIND_PING)
                    .addKinds(SocketKind.SOCKET_KIND_UDP_LITE)))
        .isEqualTo(3);
    assertThat(count(SocketFilter.newBuilder().addLocalPorts(89))).isEqualTo(1);
    assertThat(count(SocketFilter.newBuilder().addKinds(SocketKind.SOCKET_KIND_TCP))).isEqualTo(2);
    assertThat(
            count(
                SocketFilter.newBuilder()
                    .addKinds(SocketKind.SOCKET_KIND_UDP)
                    .addKinds(SocketKind.SOCKET_KIND_UNIX)))
        .isEqualTo(2);
    assertThat(count(SocketFilter.newBuilder().addFamilies(AddressFamily.ADDRESS_FAMILY_IPV6)))
        .isEqualTo(2);
    assertThat(count(SocketFilter.newBuilder().addStates(TcpState.TCP_STATE_LISTEN))).isEqualTo(1);
    assertThat(count(SocketFilter.newBuilder().addLocalPrefixes("10.0.0.0/8"))).isEqualTo(1);
    assertThat(count(SocketFilter.newBuilder().addLocalPrefixes("127.0.0.1"))).isEqualTo(1);
    assertThat(count(SocketFilter.newBuilder().addLocalPrefixes("2001:db8::/32"))).isEqualTo(1);
    assertThat(count(SocketFilter.newBuilder().addRemotePrefixes("10.9.0.0/16"))).isEqualTo(1);
    assertThat(count(SocketFilter.newBuilder().addLocalPorts(80).addLocalPorts(53))).isEqualTo(3);
    assertThat(count(SocketFilter.newBuilder().addRemotePorts(999))).isEqualTo(1);
    assertThat(count(SocketFilter.newBuilder().addUids(3))).isEqualTo(1);
    assertThat(count(SocketFilter.newBuilder().addInodes(500))).isEqualTo(1);
    assertThat(count(SocketFilter.newBuilder().setUnixPathPrefix(ByteString.copyFromUtf8("/run/"))))
        .isEqualTo(1);
    assertThat(count(SocketFilter.newBuilder().addLocalPorts(80).addUids(3))).isEqualTo(1);
  }

  @Test
  void filter_withWrongFields_tellsAll() {
    Failure failure =
        Failure.of(
            () ->
                count(
                    SocketFilter.newBuilder()
                        .addKindsValue(9)
                        .addFamilies(AddressFamily.ADDRESS_FAMILY_UNSPECIFIED)
                        .addStatesValue(12)
                        .addLocalPrefixes("10.0.0.0/33")
                        .addRemotePrefixes("ten")
                        .addLocalPorts(65_536)
                        .addRemotePorts(-1)));

    assertThat(failure.violations())
        .containsOnlyKeys(
            "filter.kinds[0]",
            "filter.families[0]",
            "filter.states[0]",
            "filter.local_prefixes[0]",
            "filter.remote_prefixes[0]",
            "filter.local_ports[0]",
            "filter.remote_ports[0]");
  }

  @Test
  void filter_withMorePrefixesThanAllowed_isRefused() {
    SocketFilter.Builder filter = SocketFilter.newBuilder();
    for (int i = 0; i < 101; i++) {
      filter.addLocalPrefixes("10.0.0.0/8");
    }

    assertThat(Failure.of(() -> count(filter)).violations())
        .containsEntry("filter.local_prefixes", "has 101, expected at most 100");
  }

  @Test
  void streamSockets_ofMany_givesAllAtOneRevision() {
    for (int port = 1; port <= 5000; port++) {
      server.stack().apply(TestBatches.open(port), RpcServer.START);
    }

    ImmutableList<StreamSocketsResponse> parts =
        ImmutableList.copyOf(
            server.introspection().streamSockets(StreamSocketsRequest.getDefaultInstance()));

    assertThat(parts.size()).isGreaterThan(1);
    assertThat(parts.getFirst().getHeader().getRevision()).isEqualTo(5001);
    assertThat(parts.getLast().getLast()).isTrue();
    assertThat(parts.getLast().getTotalSize()).isEqualTo(5000);
    assertThat(parts.stream().flatMap(part -> ports(part.getSocketsList()).stream()))
        .hasSize(5000)
        .doesNotHaveDuplicates();
    assertThat(parts).allSatisfy(part -> assertThat(part.getSerializedSize()).isLessThan(1 << 20));
  }

  @Test
  void listInterfaces_byPages_givesEachOnce() {
    ListInterfacesResponse first =
        server
            .introspection()
            .listInterfaces(ListInterfacesRequest.newBuilder().setPageSize(1).build());
    ListInterfacesResponse second =
        server
            .introspection()
            .listInterfaces(
                ListInterfacesRequest.newBuilder().setPageToken(first.getNextPageToken()).build());

    assertThat(first.getInterfaces(0).getName()).isEqualTo("lo");
    assertThat(second.getInterfaces(0).getName()).isEqualTo("eth0");
    assertThat(second.getNextPageToken()).isEmpty();
  }

  @Test
  void listRoutes_ofAFamily_givesThatOnly() {
    server.apply(
        Mutation.newBuilder()
            .setPutRoute(Route.newBuilder().setDestination("10.0.0.0").setPrefixLength(8))
            .build(),
        Mutation.newBuilder()
            .setPutRoute(Route.newBuilder().setDestination("2001:db8::").setPrefixLength(32))
            .build());

    assertThat(
            server
                .introspection()
                .listRoutes(
                    ListRoutesRequest.newBuilder()
                        .setFamily(AddressFamily.ADDRESS_FAMILY_IPV6)
                        .build())
                .getRoutesList())
        .extracting(Route::getDestination)
        // The table's null entry stands after all else.
        .containsExactly("2001:db8::", "::");
    assertThat(
            Failure.of(
                    () ->
                        server
                            .introspection()
                            .listRoutes(ListRoutesRequest.newBuilder().setFamilyValue(3).build()))
                .violations())
        .containsOnlyKeys("family");
  }

  @Test
  void readNetFile_again_isTheSameUntilTheStackChanges() {
    server.apply(openListener(9000));
    ReadNetFileRequest request = ReadNetFileRequest.newBuilder().setName("tcp").build();
    ReadNetFileResponse first = server.introspection().readNetFile(request);

    assertThat(server.introspection().readNetFile(request)).isEqualTo(first);
    assertThat(
            server
                .introspection()
                .readNetFile(
                    request.toBuilder()
                        .setRead(
                            ReadOptions.newBuilder()
                                .setReader(Reader.newBuilder().setHideAddresses(true)))
                        .build())
                .getContent())
        .isNotEqualTo(first.getContent());

    server.apply(openListener(9001));
    ReadNetFileResponse later = server.introspection().readNetFile(request);
    assertThat(later.getHeader().getRevision()).isEqualTo(first.getHeader().getRevision() + 1);
    assertThat(later.getContent().size()).isEqualTo(first.getContent().size() + 150);
  }

  @Test
  void readNetFile_ofManyRows_isAnsweredOffTheEventLoop() {
    for (int first : new int[] {1, 1001}) {
      List<Mutation> many = new ArrayList<>();
      for (int port = first; port < first + 1000; port++) {
        many.add(openListener(port));
      }
      server.apply(many.toArray(Mutation[]::new));
    }

    ReadNetFileResponse answer =
        server.introspection().readNetFile(ReadNetFileRequest.newBuilder().setName("tcp").build());
    assertThat(answer.getEof()).isTrue();
    assertThat(answer.getContent().toStringUtf8().lines()).hasSizeGreaterThan(2000);
    Failure past =
        Failure.of(
            () ->
                server
                    .introspection()
                    .readNetFile(
                        ReadNetFileRequest.newBuilder()
                            .setName("tcp")
                            .setOffset(answer.getSize() + 1)
                            .build()));
    assertThat(past.reason()).isEqualTo(ErrorReason.ERROR_REASON_OFFSET_PAST_END);
  }
}
