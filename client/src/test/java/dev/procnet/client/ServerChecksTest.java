package dev.procnet.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.procnet.v1.IntrospectionServiceGrpc.IntrospectionServiceImplBase;
import dev.procnet.v1.StackServiceGrpc.StackServiceImplBase;
import dev.procnet.v1.TransferServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ServerChecksTest {

  @Test
  void missingMethods_serviceIsNotThere_areAllOfIt() throws IOException {
    Server server =
        InProcessServerBuilder.forName("older")
            .addService(new IntrospectionServiceImplBase() {})
            .addService(new StackServiceImplBase() {})
            .build()
            .start();
    ManagedChannel channel = InProcessChannelBuilder.forName("older").build();
    try (ProcnetClient client = ProcnetClient.over(channel, "default", Timeouts.DEFAULT)) {
      assertThat(client.missingMethods())
          .containsExactlyInAnyOrderElementsOf(
              TransferServiceGrpc.getServiceDescriptor().getMethods().stream()
                  .map(method -> method.getFullMethodName())
                  .toList());
    } finally {
      channel.shutdownNow();
      server.shutdownNow();
    }
  }

  @Test
  void missingMethods_noServer_isNoAnswer() {
    ManagedChannel channel = InProcessChannelBuilder.forName("nobody").build();
    try (ProcnetClient client = ProcnetClient.over(channel, "default", Timeouts.DEFAULT)) {
      assertThatThrownBy(client::missingMethods)
          .isInstanceOfSatisfying(
              ProcnetClientException.class,
              e -> assertThat(e.kind()).isEqualTo(FailureKind.UNREACHABLE));
    } finally {
      channel.shutdownNow();
    }
  }
}
