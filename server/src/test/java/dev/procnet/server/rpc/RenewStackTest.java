package dev.procnet.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Timestamps;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.ErrorReason;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.RenewStackRequest;
import dev.procnet.v1.Stack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RenewStackTest {

  private final RpcServer server = RpcServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  private Stack create(Duration ttl) {
    return server
        .control()
        .createStack(
            CreateStackRequest.newBuilder()
                .setStack(Stack.newBuilder().setName("s"))
                .setTtl(ttl)
                .build())
        .getStack();
  }

  private static Duration seconds(long seconds) {
    return Duration.newBuilder().setSeconds(seconds).build();
  }

  private Stack renew(RenewStackRequest.Builder request) {
    return server.control().renewStack(request.build()).getStack();
  }

  @Test
  void createStack_withTtl_endsUnlessRenewed() {
    Stack created = create(seconds(60));
    Stack renewed = renew(RenewStackRequest.newBuilder().setStack("s").setTtl(seconds(3600)));

    assertThat(Timestamps.between(created.getCreateTime(), created.getExpireTime()))
        .isEqualTo(seconds(60));
    assertThat(Timestamps.compare(renewed.getExpireTime(), created.getExpireTime())).isPositive();
    List<String> removed = new ArrayList<>();
    server.stacks().removeEnded(Instant.now().plusSeconds(70), stack -> removed.add(stack.name()));
    assertThat(removed).isEmpty();
    server
        .stacks()
        .removeEnded(Instant.now().plusSeconds(3601), stack -> removed.add(stack.name()));
    assertThat(removed).containsExactly("s");
    assertThat(
            Failure.of(
                    () ->
                        server
                            .control()
                            .getStack(GetStackRequest.newBuilder().setStack("s").build()))
                .reason())
        .isEqualTo(ErrorReason.ERROR_REASON_STACK_NOT_FOUND);
  }

  @Test
  void createStack_withoutTtl_hasNoEnd() {
    assertThat(
            server
                .control()
                .getStack(GetStackRequest.getDefaultInstance())
                .getStack()
                .hasExpireTime())
        .isFalse();
  }

  @Test
  void ttl_outOfRange_namesItsField() {
    assertThat(Failure.of(() -> create(seconds(0))).violations()).containsOnlyKeys("ttl");
    assertThat(
            Failure.of(() -> create(Duration.newBuilder().setSeconds(1).setNanos(-1).build()))
                .violations())
        .containsOnlyKeys("ttl");
    create(seconds(60));
    assertThat(
            Failure.of(
                    () ->
                        renew(
                            RenewStackRequest.newBuilder()
                                .setStack("s")
                                .setTtl(seconds(31L * 24 * 3600))))
                .violations())
        .containsOnlyKeys("ttl");
    assertThat(Failure.of(() -> renew(RenewStackRequest.newBuilder())).violations())
        .containsOnlyKeys("stack");
  }
}
