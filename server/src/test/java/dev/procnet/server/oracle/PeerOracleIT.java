package dev.procnet.server.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.Reader;
import dev.procnet.server.netfile.TreeImporter;
import dev.procnet.server.rpc.RpcServer;
import dev.procnet.v1.Accept;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.Close;
import dev.procnet.v1.Connect;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.OpenUdp;
import dev.procnet.v1.Receive;
import dev.procnet.v1.Send;
import dev.procnet.v1.SocketRef;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two hosts of the kernel's with a cable between them are what two stacks of a server are. */
class PeerOracleIT {

  private static final String HERE = "10.16.1.1";
  private static final String THERE = "10.16.1.2";
  private static final Duration SETTLING = Duration.ofSeconds(5);

  private static final List<Columns> COLUMNS =
      List.of(
          Columns.tcp("tcp"),
          Columns.udp("udp"),
          Columns.counters("snmp", "Tcp.ActiveOpens", "Tcp.PassiveOpens", "Tcp.AttemptFails"),
          Columns.counters("snmp", "Tcp.CurrEstab", "Tcp.EstabResets", "Tcp.OutRsts"),
          Columns.counters("snmp", "Udp.OutDatagrams", "Udp.NoPorts"),
          Columns.counters("snmp", "Icmp.InDestUnreachs", "Icmp.OutDestUnreachs"),
          Columns.counters("netstat", "TcpExt.TW", "TcpExt.TCPAbortOnClose"));

  private Lab lab;
  private Namespace b;
  private RpcServer server;

  @BeforeAll
  static void requireNamespaces() {
    Lab.requireNamespaces();
  }

  @BeforeEach
  void lay() throws IOException {
    lab = new Lab();
    b = lab.peer(1);
    server = RpcServer.start();
  }

  @AfterEach
  void tearDown() throws IOException {
    server.close();
    lab.close();
  }

  /** Makes the two stacks what the two hosts are. */
  private void load() throws IOException {
    for (Namespace host : List.of(lab.a(), b)) {
      server
          .stacks()
          .create(
              host == b ? "b" : "a",
              Map.of(),
              server.get(TreeImporter.class).importTree(host.tree(), null).state(),
              RpcServer.START);
    }
  }

  private void tell(String stack, Mutation.Builder mutation) {
    server
        .control()
        .applyMutations(
            ApplyMutationsRequest.newBuilder().setStack(stack).addMutations(mutation).build());
  }

  private void assertSame(String when) {
    for (Columns columns : COLUMNS) {
      assertSame(when, columns, lab.a(), "a");
      assertSame(when, columns, b, "b");
    }
  }

  private void assertSame(String when, Columns columns, Namespace host, String stack) {
    List<List<String>> model =
        columns.of(
            server
                .get(NetFiles.class)
                .open(server.stacks().get(stack).snapshot(), columns.file(), Reader.ROOT)
                .readAll());
    Awaitility.await()
        .atMost(SETTLING)
        .untilAsserted(
            () ->
                assertThat(model)
                    .as("%s of %s %s", columns.file(), stack, when)
                    .isEqualTo(columns.of(host.file(columns.file()))));
  }

  private static SocketRef ref(long inode) {
    return SocketRef.newBuilder().setInode(inode).build();
  }

  /** Connects in the kernel and in the model. */
  private Sock connect(int port) throws IOException {
    Sock client =
        lab.socket(Sock.INET, Sock.STREAM)
            .bind(Sockaddr.inet(HERE, port))
            .connect(Sockaddr.inet(THERE, 80));
    tell("a", connection(port, 80).setInode(client.inode()));
    return client;
  }

  private void tell(String stack, Connect.Builder connect) {
    tell(stack, Mutation.newBuilder().setConnect(connect));
  }

  private static Connect.Builder connection(int port, int remotePort) {
    return Connect.newBuilder()
        .setLocal(Mutations.endpoint(HERE, port))
        .setRemote(Mutations.endpoint(THERE, remotePort))
        .setPeerStack("b");
  }

  private Sock accept(Sock listener) throws IOException {
    Sock accepted = lab.keep(b.inside(listener::accept));
    tell(
        "b",
        Mutation.newBuilder()
            .setAccept(
                Accept.newBuilder().setListener(ref(listener.inode())).setInode(accepted.inode())));
    return accepted;
  }

  private void send(Sock from, int bytes, String stack, String peer) throws IOException {
    from.send(bytes);
    tell(
        stack,
        Mutation.newBuilder()
            .setSend(
                Send.newBuilder().setSocket(ref(from.inode())).setBytes(bytes).setPeerStack(peer)));
  }

  private void receive(Sock reader, Namespace host, int bytes) throws IOException {
    host.inside(() -> reader.receive(bytes));
    tell(
        host == b ? "b" : "a",
        Mutation.newBuilder()
            .setReceive(Receive.newBuilder().setSocket(ref(reader.inode())).setBytes(bytes)));
  }

  private void close(Sock socket, String stack, String peer) throws IOException {
    long inode = socket.inode();
    lab.close(socket);
    tell(
        stack,
        Mutation.newBuilder()
            .setClose(Close.newBuilder().setSocket(ref(inode)).setPeerStack(peer)));
  }

  @Test
  void connection_fromSynToTimeWait_isTheKernelsAtBothEnds() throws IOException {
    Sock listener = lab.listener(b, THERE, 80);
    load();

    Sock client = connect(40_000);
    assertSame("connected");
    Sock accepted = accept(listener);
    assertSame("accepted");
    send(client, 5000, "a", "b");
    send(accepted, 7, "b", "a");
    assertSame("after data");
    receive(client, lab.a(), 7);
    receive(accepted, b, 5000);
    close(client, "a", "b");
    assertSame("closed by the client");
    close(accepted, "b", "a");
    assertSame("closed by both");
  }

  @Test
  void connection_resetOrRefused_isTheKernelsAtBothEnds() throws IOException {
    Sock listener = lab.listener(b, THERE, 80);
    load();

    Sock client = connect(40_000);
    Sock accepted = accept(listener);
    send(client, 5, "a", "b");
    close(accepted, "b", "a");
    assertSame("reset");

    lab.socket(Sock.INET, Sock.STREAM)
        .bind(Sockaddr.inet(HERE, 40_001))
        .connectInVain(Sockaddr.inet(THERE, 81));
    tell("a", connection(40_001, 81));
    assertSame("refused");

    connect(40_002);
    connect(40_003);
    close(listener, "b", "a");
    assertSame("reset with their listener");
  }

  @Test
  void datagrams_takenOrNot_areTheKernelsAtBothEnds() throws IOException {
    lab.socket(b, Sock.INET, Sock.DGRAM, 0).bind(Sockaddr.inet(THERE, 53));
    load();

    Sock sender = lab.socket(Sock.INET, Sock.DGRAM).bind(Sockaddr.inet(HERE, 5000));
    tell(
        "a",
        Mutation.newBuilder()
            .setOpenUdp(
                OpenUdp.newBuilder()
                    .setLocal(Mutations.endpoint(HERE, 5000))
                    .setInode(sender.inode())));
    for (int port : List.of(53, 54)) {
      sender.sendTo(Sockaddr.inet(THERE, port), 100);
      tell(
          "a",
          Mutation.newBuilder()
              .setSend(
                  Send.newBuilder()
                      .setSocket(ref(sender.inode()))
                      .setBytes(100)
                      .setTo(Mutations.endpoint(THERE, port))
                      .setPeerStack("b")));
    }
    assertSame("after two datagrams");
  }
}
