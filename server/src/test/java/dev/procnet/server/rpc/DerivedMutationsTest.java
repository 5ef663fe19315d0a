package dev.procnet.server.rpc;

import static dev.procnet.server.rpc.Requests.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.Reader;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.v1.Accept;
import dev.procnet.v1.AddressAddition;
import dev.procnet.v1.AddressRemoval;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.ApplyMutationsResponse;
import dev.procnet.v1.ClockAdvance;
import dev.procnet.v1.Close;
import dev.procnet.v1.Connect;
import dev.procnet.v1.ConnectUdp;
import dev.procnet.v1.ConnectUnix;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.ErrorReason;
import dev.procnet.v1.Expire;
import dev.procnet.v1.LinkChange;
import dev.procnet.v1.Listen;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.MutationResult;
import dev.procnet.v1.Neighbor;
import dev.procnet.v1.OpenUdp;
import dev.procnet.v1.OpenUnix;
import dev.procnet.v1.Profile;
import dev.procnet.v1.Receive;
import dev.procnet.v1.Route;
import dev.procnet.v1.Send;
import dev.procnet.v1.SocketRef;
import dev.procnet.v1.SocketType;
import dev.procnet.v1.Stack;
import dev.procnet.v1.UnixPair;
import io.grpc.Status.Code;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DerivedMutationsTest {

  private static final int ETH0 = 2;
  private static final ByteString NAME = ByteString.copyFromUtf8("/run/x");

  private final RpcServer server = RpcServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  private static SocketRef inode(long inode) {
    return SocketRef.newBuilder().setInode(inode).build();
  }

  private static Mutation listen(int port, long inode) {
    return Mutation.newBuilder()
        .setListen(Listen.newBuilder().setLocal(endpoint("0.0.0.0", port)).setInode(inode))
        .build();
  }

  private static Mutation connect(String address, int port, long inode) {
    return connect(
        Connect.newBuilder().setRemote(endpoint(address, port)).setInode(inode).setUid(1000));
  }

  private static Mutation connect(Connect.Builder connect) {
    return Mutation.newBuilder().setConnect(connect).build();
  }

  private static Mutation accept(long listener, long inode) {
    return Mutation.newBuilder()
        .setAccept(Accept.newBuilder().setListener(inode(listener)).setInode(inode).setUid(7))
        .build();
  }

  private static Mutation send(Send.Builder send) {
    return Mutation.newBuilder().setSend(send).build();
  }

  private static Mutation receive(long inode, int bytes) {
    return Mutation.newBuilder()
        .setReceive(Receive.newBuilder().setSocket(inode(inode)).setBytes(bytes))
        .build();
  }

  private static Mutation close(Close.Builder close) {
    return Mutation.newBuilder().setClose(close).build();
  }

  private static Close.Builder socket(long inode) {
    return Close.newBuilder().setSocket(inode(inode));
  }

  private static Mutation link(int index, boolean up) {
    return Mutation.newBuilder()
        .setSetLink(LinkChange.newBuilder().setInterfaceIndex(index).setUp(up))
        .build();
  }

  private static Mutation address(String address, int length) {
    return Mutation.newBuilder()
        .setAddAddress(
            AddressAddition.newBuilder()
                .setInterfaceIndex(ETH0)
                .setAddress(address)
                .setPrefixLength(length))
        .build();
  }

  /** One of each, and of the ways that they go. */
  private static List<Mutation> all() {
    return List.of(
        link(1, true),
        link(ETH0, true),
        address("10.0.0.1", 24),
        address("10.0.0.2", 24),
        address("2001:db8::1", 64),
        Mutation.newBuilder()
            .setAddRoute(Route.newBuilder().setDestination("0.0.0.0").setGateway("10.0.0.9"))
            .build(),
        listen(80, 1000),
        connect("127.0.0.1", 80, 1001),
        accept(1000, 1002),
        send(Send.newBuilder().setSocket(inode(1001)).setBytes(100)),
        receive(1002, 60),
        send(Send.newBuilder().setSocket(inode(1002)).setBytes(5).setLost(true)),
        connect("127.0.0.1", 9, 1003),
        connect("192.0.2.1", 443, 1004),
        send(Send.newBuilder().setSocket(inode(1004)).setBytes(9).setByPeer(true)),
        close(socket(1004).setByPeer(true).setAbort(true)),
        connect(
            Connect.newBuilder()
                .setLocal(endpoint("10.0.0.1", 80))
                .setRemote(endpoint("192.0.2.1", 5000))
                .setIncoming(true)
                .setHalfOpen(true)),
        connect(
            Connect.newBuilder()
                .setLocal(endpoint("10.0.0.1", 80))
                .setRemote(endpoint("192.0.2.1", 5000))
                .setIncoming(true)),
        connect("127.0.0.1", 80, 1005),
        close(socket(1005)),
        connect(
            Connect.newBuilder()
                .setRemote(endpoint("127.0.0.1", 80))
                .setInode(1006)
                .setHalfOpen(true)),
        Mutation.newBuilder().setExpire(Expire.newBuilder().setSocket(inode(1006))).build(),
        Mutation.newBuilder()
            .setAdvanceClock(ClockAdvance.newBuilder().setBy(Duration.newBuilder().setSeconds(40)))
            .build(),
        close(socket(1002)),
        close(socket(1000)),
        Mutation.newBuilder()
            .setOpenUdp(OpenUdp.newBuilder().setLocal(endpoint("127.0.0.1", 53)).setInode(2000))
            .build(),
        Mutation.newBuilder()
            .setOpenUdp(OpenUdp.newBuilder().setLocal(endpoint("0.0.0.0", 0)).setInode(2001))
            .build(),
        send(
            Send.newBuilder().setSocket(inode(2001)).setTo(endpoint("127.0.0.1", 53)).setBytes(12)),
        receive(2000, 12),
        Mutation.newBuilder()
            .setConnectUdp(
                ConnectUdp.newBuilder().setSocket(inode(2001)).setRemote(endpoint("127.0.0.1", 9)))
            .build(),
        send(Send.newBuilder().setSocket(inode(2001)).setBytes(1)),
        Mutation.newBuilder()
            .setOpenUnix(
                OpenUnix.newBuilder()
                    .setType(SocketType.SOCKET_TYPE_STREAM)
                    .setPath(NAME)
                    .setListening(true)
                    .setInode(3000))
            .build(),
        Mutation.newBuilder()
            .setConnectUnix(
                ConnectUnix.newBuilder()
                    .setType(SocketType.SOCKET_TYPE_STREAM)
                    .setPath(NAME)
                    .setInode(3001))
            .build(),
        accept(3000, 3002),
        close(socket(3001).setPeer(inode(3002))),
        Mutation.newBuilder()
            .setUnixPair(UnixPair.newBuilder().setType(SocketType.SOCKET_TYPE_DGRAM))
            .build(),
        Mutation.newBuilder()
            .setPutNeighbor(Neighbor.newBuilder().setInterfaceIndex(ETH0).setAddress("10.0.0.9"))
            .build(),
        Mutation.newBuilder()
            .setRemoveAddress(
                AddressRemoval.newBuilder().setInterfaceIndex(ETH0).setAddress("2001:db8::1"))
            .build(),
        link(ETH0, false));
  }

  private Map<String, String> files(String stack) {
    Snapshot snapshot = server.stacks().get(stack).snapshot();
    NetFiles files = server.get(NetFiles.class);
    Map<String, String> contents = new LinkedHashMap<>();
    files
        .list(snapshot)
        .forEach(
            file ->
                contents.put(
                    file.name(),
                    files.open(snapshot, file.name(), Reader.ROOT).readAll().toStringUtf8()));
    return contents;
  }

  private void create(String name, Profile profile) {
    server
        .control()
        .createStack(
            CreateStackRequest.newBuilder()
                .setStack(Stack.newBuilder().setName(name).setProfile(profile))
                .build());
  }

  private ApplyMutationsResponse apply(String stack, List<Mutation> mutations) {
    return server
        .control()
        .applyMutations(
            ApplyMutationsRequest.newBuilder().setStack(stack).addAllMutations(mutations).build());
  }

  @ParameterizedTest
  @EnumSource(
      value = Profile.class,
      names = {"PROFILE_LINUX_6_18", "PROFILE_LINUX_6_1", "PROFILE_GVISOR"})
  void steps_appliedToTheSameState_changeItInTheSameWay(Profile profile) {
    create("derived", profile);
    create("plain", profile);
    List<Mutation> mutations = all();
    List<Mutation> steps = new ArrayList<>();
    List<MutationResult> results = apply("derived", mutations).getResultsList();
    for (int i = 0; i < results.size(); i++) {
      List<Mutation> made = results.get(i).getStepsList();
      steps.addAll(made.isEmpty() ? mutations.subList(i, i + 1) : made);
    }
    // A mutation that is not derived has no steps: it is one.
    steps.removeIf(step -> step.getOpCase().getNumber() >= 40);
    apply("plain", steps);

    assertThat(files("plain")).isEqualTo(files("derived"));
    assertThat(steps).hasSizeGreaterThan(mutations.size());
  }

  @Test
  void connect_answer_saysWhatItWasMadeOf() {
    ApplyMutationsResponse answer = server.apply(listen(80, 1000), connect("127.0.0.1", 80, 1001));

    MutationResult result = answer.getResults(1);
    assertThat(result.getChanged()).isTrue();
    assertThat(result.getSteps(0).getOpenSocket().getId()).isEqualTo(result.getAssignedId());
    assertThat(result.getSteps(0).getOpenSocket().getUid()).isEqualTo(1000);
    assertThat(result.getSteps(2).getUpdateSocket().getUpdateMask().getPathsList())
        .containsExactly("reference_count", "tcp.rx_queue");
    assertThat(result.getStepsList())
        .extracting(Mutation::getOpCase)
        .containsExactly(
            Mutation.OpCase.OPEN_SOCKET,
            Mutation.OpCase.OPEN_SOCKET,
            Mutation.OpCase.UPDATE_SOCKET,
            Mutation.OpCase.ADD_COUNTERS,
            Mutation.OpCase.ADD_COUNTERS,
            Mutation.OpCase.ADD_INTERFACE_STATISTICS);
    assertThat(answer.getResults(0).getStepsList()).hasSize(1);
  }

  @Test
  void listen_portTaken_failsWholeWithItsErrno() {
    Failure failure = Failure.of(() -> server.apply(listen(80, 1000), listen(80, 1001)));

    assertThat(failure.code()).isEqualTo(Code.FAILED_PRECONDITION);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_OPERATION_REFUSED);
    assertThat(failure.metadata()).containsEntry("errno", "EADDRINUSE");
    assertThat(failure.status().getMessage()).startsWith("mutations[1]: EADDRINUSE: socket ");
    assertThat(server.stack().snapshot().revision()).isEqualTo(1);
  }

  @Test
  void fields_thatAreWrong_areAllTold() {
    Failure failure =
        Failure.of(
            () ->
                server.apply(
                    connect(Connect.newBuilder().setInode(0)),
                    send(Send.newBuilder().setBytes(-1).setLost(true).setByPeer(true)),
                    Mutation.newBuilder().setOpenUnix(OpenUnix.newBuilder().setPath(NAME)).build(),
                    link(0, true),
                    address("x", 129),
                    Mutation.newBuilder().setAddRoute(Route.newBuilder().setId(5)).build()));

    assertThat(failure.violations())
        .containsOnlyKeys(
            "mutations[0].connect.remote.address",
            "mutations[0].connect.remote.port",
            "mutations[0].connect.inode",
            "mutations[1].send.socket.key",
            "mutations[1].send.bytes",
            "mutations[1].send.lost",
            "mutations[2].open_unix.type",
            "mutations[3].set_link.interface_index",
            "mutations[4].add_address.address",
            "mutations[4].add_address.prefix_length",
            "mutations[5].add_route.id");
  }
}
