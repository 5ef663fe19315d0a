package dev.procnet.server.rpc;

import static dev.procnet.server.rpc.Requests.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.v1.Accept;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.ApplyMutationsResponse;
import dev.procnet.v1.Close;
import dev.procnet.v1.Connect;
import dev.procnet.v1.ErrorReason;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.Listen;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.MutationResult;
import dev.procnet.v1.OpenUdp;
import dev.procnet.v1.Receive;
import dev.procnet.v1.Send;
import dev.procnet.v1.SocketRef;
import dev.procnet.v1.WatchStackRequest;
import dev.procnet.v1.WatchStackResponse;
import io.grpc.Status.Code;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections between two stacks of one server. */
class PeerStackTest {

  private static final String ESTABLISHED = "01";
  private static final String TIME_WAIT = "06";
  private static final String CLOSE_WAIT = "08";
  private static final String LISTEN = "0A";

  private final RpcServer server = RpcServer.start();
  private Namespace client;
  private Namespace peer;

  @BeforeEach
  void makeHosts() {
    client = Namespace.host(server, "client", 1);
    peer = Namespace.host(server, "peer", 2);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static SocketRef id(long id) {
    return SocketRef.newBuilder().setId(id).build();
  }

  private static Mutation.Builder listen(String address, int port) {
    return Mutation.newBuilder().setListen(Listen.newBuilder().setLocal(endpoint(address, port)));
  }

  private static Mutation.Builder connect(Connect.Builder connect) {
    return Mutation.newBuilder().setConnect(connect);
  }

  private static Connect.Builder to(String address) {
    return Connect.newBuilder()
        .setLocal(endpoint("", 40000))
        .setRemote(endpoint(address, 80))
        .setPeerStack("peer");
  }

  private static Mutation.Builder accept(long listener) {
    return Mutation.newBuilder().setAccept(Accept.newBuilder().setListener(id(listener)));
  }

  private static Mutation.Builder send(long socket, int bytes, String stack) {
    return Mutation.newBuilder()
        .setSend(Send.newBuilder().setSocket(id(socket)).setBytes(bytes).setPeerStack(stack));
  }

  private static Mutation.Builder close(long socket, boolean abort, String stack) {
    return Mutation.newBuilder()
        .setClose(Close.newBuilder().setSocket(id(socket)).setAbort(abort).setPeerStack(stack));
  }

  /** Local place, remote place, state and queues. */
  private static List<String> tcp(Namespace host) {
    return host.rows("tcp").stream().map(row -> String.join(" ", row.subList(1, 5))).toList();
  }

  private static String message(Mutation.Builder mutation, Namespace host) {
    Failure failure = Failure.of(() -> host.result(mutation));
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_OPERATION_REFUSED);
    assertThat(failure.code()).isEqualTo(Code.FAILED_PRECONDITION);
    return failure.status().getMessage();
  }

  @Test
  void connect_toListenerOfPeer_opensBothEnds() {
    long listener = peer.id(listen("0.0.0.0", 80));
    long before = peer.revision();
    MutationResult result = client.result(connect(to("10.0.0.2").setUid(7)));

    assertThat(tcp(client))
        .containsExactly("0100000A:9C40 0200000A:0050 " + ESTABLISHED + " 00000000:00000000");
    assertThat(tcp(peer))
        .containsExactlyInAnyOrder(
            "00000000:0050 00000000:0000 " + LISTEN + " 00000000:00000001",
            "0200000A:0050 0100000A:9C40 " + ESTABLISHED + " 00000000:00000000");
    assertThat(result.getPeer().getStack()).isEqualTo("peer");
    assertThat(result.getPeer().getRevision()).isEqualTo(before + 1).isEqualTo(peer.revision());
    assertThat(result.getPeer().getStepsList())
        .extracting(Mutation::getOpCase)
        .contains(Mutation.OpCase.OPEN_SOCKET, Mutation.OpCase.UPDATE_SOCKET)
        .contains(Mutation.OpCase.ADD_COUNTERS, Mutation.OpCase.ADD_INTERFACE_STATISTICS);
    assertThat(result.getStepsList())
        .extracting(Mutation::getOpCase)
        .containsOnlyOnce(Mutation.OpCase.OPEN_SOCKET)
        .doesNotContain(Mutation.OpCase.UPDATE_SOCKET);
    assertThat(client.tcp("ActiveOpens")).isEqualTo(1);
    assertThat(client.tcp("PassiveOpens")).isZero();
    assertThat(client.tcp("CurrEstab")).isEqualTo(1);
    assertThat(peer.tcp("ActiveOpens")).isZero();
    assertThat(peer.tcp("PassiveOpens")).isEqualTo(1);
    assertThat(peer.tcp("CurrEstab")).isEqualTo(1);
    assertThat(client.tcp("OutSegs")).isEqualTo(peer.tcp("InSegs")).isEqualTo(2);
    assertThat(client.tcp("InSegs")).isEqualTo(peer.tcp("OutSegs")).isEqualTo(1);
    assertThat(peer.id(accept(listener))).isPositive();
  }

  @Test
  void connect_overIpv6_opensBothEnds() {
    peer.result(listen("::", 80));
    client.result(connect(to("2001:db8::2").setLocal(endpoint("2001:db8::1", 40000))));

    assertThat(client.rows("tcp6")).hasSize(1);
    assertThat(peer.rows("tcp6")).hasSize(2);
    assertThat(client.file("dev")).isNotEqualTo(peer.file("dev"));
  }

  @Test
  void connect_whereNobodyListens_isRefusedAtBothEnds() {
    MutationResult result = client.result(connect(to("10.0.0.2")));

    assertThat(result.getAssignedId()).isZero();
    assertThat(result.getPeer().getStepsList()).isNotEmpty();
    assertThat(client.tcp("ActiveOpens")).isEqualTo(1);
    assertThat(client.tcp("AttemptFails")).isEqualTo(1);
    assertThat(client.tcp("OutRsts")).isZero();
    assertThat(client.tcp("InSegs")).isEqualTo(1);
    assertThat(peer.tcp("OutRsts")).isEqualTo(1);
    assertThat(peer.tcp("InSegs")).isEqualTo(1);
    assertThat(tcp(client)).isEmpty();
    assertThat(tcp(peer)).isEmpty();
  }

  @Test
  void connect_toFullListener_staysInSynSent() {
    peer.result(listen("10.0.0.2", 80));
    client.result(connect(to("10.0.0.2")));
    client.result(connect(to("10.0.0.2").setLocal(endpoint("", 40001)).setBacklog(0)));

    assertThat(tcp(client)).contains("0100000A:9C41 0200000A:0050 02 00000001:00000000");
    assertThat(peer.counter("netstat", "TcpExt", "ListenOverflows")).isEqualTo(1);
    assertThat(peer.rows("tcp")).hasSize(2);
  }

  @Test
  void send_toPeer_arrivesThere() {
    long listener = peer.id(listen("0.0.0.0", 80));
    long here = client.id(connect(to("10.0.0.2")));
    long there = peer.id(accept(listener));
    client.result(send(here, 5000, "peer"));

    assertThat(tcp(peer))
        .contains("0200000A:0050 0100000A:9C40 " + ESTABLISHED + " 00000000:00001388");
    assertThat(tcp(client))
        .containsExactly("0100000A:9C40 0200000A:0050 " + ESTABLISHED + " 00000000:00000000");
    peer.result(
        Mutation.newBuilder().setReceive(Receive.newBuilder().setSocket(id(there)).setBytes(5000)));
    peer.result(send(there, 1, "client"));
    assertThat(tcp(client))
        .containsExactly("0100000A:9C40 0200000A:0050 " + ESTABLISHED + " 00000000:00000001");
    assertThat(client.tcp("OutSegs")).isEqualTo(peer.tcp("InSegs"));
    assertThat(client.tcp("InSegs")).isEqualTo(peer.tcp("OutSegs"));
  }

  @Test
  void send_afterALoss_bringsWhatWasLost() {
    long listener = peer.id(listen("0.0.0.0", 80));
    long here = client.id(connect(to("10.0.0.2")));
    peer.id(accept(listener));
    client.result(
        Mutation.newBuilder()
            .setSend(Send.newBuilder().setSocket(id(here)).setBytes(16).setLost(true)));
    client.result(send(here, 1, "peer"));

    assertThat(tcp(peer))
        .contains("0200000A:0050 0100000A:9C40 " + ESTABLISHED + " 00000000:00000011");
  }

  @Test
  void close_ofBothEnds_goesThroughTheStates() {
    long listener = peer.id(listen("0.0.0.0", 80));
    long here = client.id(connect(to("10.0.0.2")));
    long there = peer.id(accept(listener));
    client.result(close(here, false, "peer"));

    assertThat(tcp(client)).containsExactly("0100000A:9C40 0200000A:0050 05 00000000:00000000");
    assertThat(tcp(peer))
        .contains("0200000A:0050 0100000A:9C40 " + CLOSE_WAIT + " 00000000:00000001");

    peer.result(close(there, false, "client"));
    assertThat(tcp(client))
        .containsExactly("0100000A:9C40 0200000A:0050 " + TIME_WAIT + " 00000000:00000000");
    assertThat(peer.rows("tcp")).hasSize(1);
    assertThat(client.tcp("CurrEstab")).isZero();
    assertThat(peer.tcp("CurrEstab")).isZero();
    assertThat(client.tcp("EstabResets") + peer.tcp("EstabResets")).isZero();
  }

  @Test
  void close_withUnreadData_resetsBothEnds() {
    long listener = peer.id(listen("0.0.0.0", 80));
    long here = client.id(connect(to("10.0.0.2")));
    long there = peer.id(accept(listener));
    client.result(send(here, 1, "peer"));
    peer.result(close(there, false, "client"));

    assertThat(tcp(client)).isEmpty();
    assertThat(client.tcp("EstabResets")).isEqualTo(1);
    assertThat(peer.tcp("EstabResets")).isEqualTo(1);
    assertThat(peer.tcp("OutRsts")).isEqualTo(1);
    assertThat(client.tcp("OutRsts")).isZero();
  }

  @Test
  void close_ofListener_resetsWhatWaitsThere() {
    long listener = peer.id(listen("0.0.0.0", 80));
    client.result(connect(to("10.0.0.2")));
    peer.result(close(listener, false, "client"));

    assertThat(tcp(client)).isEmpty();
    assertThat(tcp(peer)).isEmpty();
    assertThat(client.tcp("EstabResets")).isEqualTo(1);
  }

  @Test
  void send_ofDatagram_isQueuedOrAnsweredThere() {
    peer.result(
        Mutation.newBuilder().setOpenUdp(OpenUdp.newBuilder().setLocal(endpoint("0.0.0.0", 53))));
    long here =
        client.id(
            Mutation.newBuilder()
                .setOpenUdp(OpenUdp.newBuilder().setLocal(endpoint("0.0.0.0", 5000))));
    Send.Builder datagram = Send.newBuilder().setSocket(id(here)).setBytes(3).setPeerStack("peer");
    client.result(Mutation.newBuilder().setSend(datagram.setTo(endpoint("10.0.0.2", 53))));

    assertThat(peer.rows("udp").getFirst()).contains("00000000:00000340");
    client.result(Mutation.newBuilder().setSend(datagram.setTo(endpoint("10.0.0.2", 54))));
    assertThat(client.udp("OutDatagrams")).isEqualTo(2);
    assertThat(peer.udp("NoPorts")).isEqualTo(1);
    assertThat(peer.counter("snmp", "Icmp", "OutDestUnreachs")).isEqualTo(1);
    assertThat(peer.counter("snmp", "Icmp", "InDestUnreachs")).isZero();
    assertThat(client.counter("snmp", "Icmp", "InDestUnreachs")).isEqualTo(1);
    assertThat(client.udp("NoPorts")).isZero();
  }

  @Test
  void connect_unknownPeer_isNotFound() {
    Failure failure =
        Failure.of(() -> client.result(connect(to("10.0.0.2").setPeerStack("peeer"))));

    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_STACK_NOT_FOUND);
    assertThat(failure.metadata()).containsEntry("suggestion", "peer");
    assertThat(client.tcp("ActiveOpens")).isZero();
  }

  @Test
  void connect_whatCannotReachThePeer_isRefusedAndChangesNeither() {
    long before = client.revision() + peer.revision();

    assertThat(message(connect(to("10.0.0.9")), client))
        .contains("EHOSTUNREACH", "stack 'peer' does not have the remote address");
    assertThat(message(connect(to("192.0.2.1")), client))
        .contains("ENETUNREACH", "no route leads to the remote address");
    assertThat(message(connect(to("10.0.0.1")), client))
        .contains("EINVAL", "the remote address is of this stack");
    assertThat(message(connect(to("10.0.0.2").setPeerStack("client")), client))
        .contains("EINVAL", "peer_stack 'client' is this stack itself");
    assertThat(message(connect(to("10.0.0.2").setLocal(endpoint("172.16.0.1", 1))), client))
        .contains("EHOSTUNREACH", "stack 'peer' has no route to the local address");
    assertThat(client.revision() + peer.revision()).isEqualTo(before);
  }

  @Test
  void connect_whatIsThereAlready_isRefused() {
    peer.result(listen("0.0.0.0", 80));
    long here = client.id(connect(to("10.0.0.2")));
    client.apply(Requests.close(here));

    assertThat(message(connect(to("10.0.0.2")), client))
        .contains("EADDRNOTAVAIL", "of stack 'peer' is that connection already");
  }

  @Test
  void send_toPeerWithoutTheOtherEnd_isRefused() {
    long listener = peer.id(listen("0.0.0.0", 80));
    long here = client.id(connect(to("10.0.0.2")));
    peer.apply(Requests.close(peer.id(accept(listener))));

    assertThat(message(send(here, 1, "peer"), client))
        .contains("ENOTCONN", "stack 'peer' has no socket that is the other end of socket " + here);
    assertThat(message(close(here, false, "peer"), client)).contains("ENOTCONN");
  }

  @Test
  void fields_thatContradictAPeerStack_areNamed() {
    Failure failure =
        Failure.of(
            () ->
                client.apply(
                    connect(to("10.0.0.2").setHalfOpen(true)).build(),
                    Mutation.newBuilder()
                        .setSend(
                            Send.newBuilder()
                                .setSocket(id(1))
                                .setBytes(1)
                                .setByPeer(true)
                                .setPeerStack("peer"))
                        .build(),
                    Mutation.newBuilder()
                        .setClose(
                            Close.newBuilder().setSocket(id(1)).setLost(true).setPeerStack("peer"))
                        .build()));

    assertThat(failure.violations().keySet())
        .containsExactly(
            "mutations[0].connect.peer_stack",
            "mutations[1].send.peer_stack",
            "mutations[2].close.peer_stack");
  }

  @Test
  void apply_batchThatFailsLater_leavesBothAsTheyWere() {
    peer.result(listen("0.0.0.0", 80));
    long before = client.revision() + peer.revision();
    Failure failure =
        Failure.of(
            () -> client.apply(connect(to("10.0.0.2")).build(), send(999, 1, "peer").build()));

    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_ENTITY_NOT_FOUND);
    assertThat(client.revision() + peer.revision()).isEqualTo(before);
    assertThat(peer.rows("tcp")).hasSize(1);
  }

  @Test
  void apply_theSameRequestAgain_isAnsweredAgain() {
    peer.result(listen("0.0.0.0", 80));
    ApplyMutationsRequest request =
        ApplyMutationsRequest.newBuilder()
            .setStack("client")
            .setRequestId("r1")
            .addMutations(connect(to("10.0.0.2")))
            .build();
    ApplyMutationsResponse first = server.control().applyMutations(request);
    ApplyMutationsResponse again = server.control().applyMutations(request);

    assertThat(again).isEqualTo(first.toBuilder().setReplayed(true).build());
    assertThat(peer.rows("tcp")).hasSize(2);
  }

  @Test
  void apply_onlyValidated_changesNeither() {
    peer.result(listen("0.0.0.0", 80));
    long before = peer.revision();
    ApplyMutationsResponse answer =
        server
            .control()
            .applyMutations(
                ApplyMutationsRequest.newBuilder()
                    .setStack("client")
                    .setValidateOnly(true)
                    .addMutations(connect(to("10.0.0.2")))
                    .build());

    assertThat(answer.getResults(0).getPeer().getStepsList()).isNotEmpty();
    assertThat(answer.getResults(0).getPeer().getRevision()).isEqualTo(before);
    assertThat(peer.revision()).isEqualTo(before);
    assertThat(tcp(client)).isEmpty();
  }

  @Test
  void watch_ofEach_seesItsChange() {
    peer.result(listen("0.0.0.0", 80));
    Recorder<WatchStackRequest, WatchStackResponse> here = watch("client");
    Recorder<WatchStackRequest, WatchStackResponse> there = watch("peer");
    client.result(connect(to("10.0.0.2")));

    assertThat(here.next().getChanges().getChangesList())
        .anyMatch(change -> change.getSocket().getTcp().getRemote().getPort() == 80);
    assertThat(there.next().getChanges().getChangesList())
        .anyMatch(change -> change.getSocket().getTcp().getRemote().getPort() == 40000);
  }

  private Recorder<WatchStackRequest, WatchStackResponse> watch(String stack) {
    Recorder<WatchStackRequest, WatchStackResponse> recorder = Recorder.running();
    IntrospectionServiceGrpc.newStub(server.channel())
        .watchStack(WatchStackRequest.newBuilder().setStack(stack).build(), recorder);
    Awaitility.await().until(() -> server.stacks().get(stack).listenerCount() > 0);
    return recorder;
  }

  @Test
  void connect_fromBothSidesAtOnce_endsWithAll() throws InterruptedException {
    peer.result(listen("0.0.0.0", 80));
    client.result(listen("0.0.0.0", 80));
    Thread other = new Thread(() -> connectMany(peer, "10.0.0.1", "client"));
    other.start();
    connectMany(client, "10.0.0.2", "peer");
    other.join();

    assertThat(client.tcp("CurrEstab")).isEqualTo(200);
    assertThat(peer.tcp("CurrEstab")).isEqualTo(200);
  }

  private static void connectMany(Namespace from, String address, String stack) {
    for (int i = 0; i < 100; i++) {
      from.result(
          connect(
              Connect.newBuilder()
                  .setLocal(endpoint("", 50_000 + i))
                  .setRemote(endpoint(address, 80))
                  .setPeerStack(stack)));
    }
  }
}
