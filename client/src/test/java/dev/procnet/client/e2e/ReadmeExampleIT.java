package dev.procnet.client.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.client.ClientOptions;
import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Socket;
import dev.procnet.v1.Stack;
import dev.procnet.v1.TcpSocket;
import dev.procnet.v1.TcpState;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README shows of a test that uses Procnet. */
class ReadmeExampleIT {

  @TempDir private Path directory;

  @Test
  void listeningSocket_opened_standsInTcp() throws Exception {
    try (Procnetd server = Procnetd.start(directory)) {
      String address = server.address();
      try (ProcnetClient client =
          ProcnetClient.connect(ClientOptions.of(address).withStack("web"))) {
        client
            .stacks()
            .createStack(
                CreateStackRequest.newBuilder()
                    .setStack(Stack.newBuilder().setName("web"))
                    .build());
        client
            .stacks()
            .apply(
                Mutation.newBuilder()
                    .setOpenSocket(
                        Socket.newBuilder()
                            .setTcp(
                                TcpSocket.newBuilder()
                                    .setLocal(Endpoint.newBuilder().setPort(8080))
                                    .setState(TcpState.TCP_STATE_LISTEN)))
                    .build());

        String tcp = client.introspection().read("tcp").toStringUtf8();
        assertThat(tcp).contains("0: 00000000:1F90 00000000:0000 0A");
      }
      assertThat(server.stop()).isZero();
    }
  }
}
