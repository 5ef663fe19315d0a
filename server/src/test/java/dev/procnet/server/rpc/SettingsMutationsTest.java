package dev.procnet.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.v1.ApplyMutationsResponse;
import dev.procnet.v1.ErrorReason;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.PacketHandler;
import dev.procnet.v1.Protocol;
import dev.procnet.v1.StackSettings;
import dev.procnet.v1.SysctlValue;
import io.grpc.Status.Code;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Settings, sysctls, protocols and handlers of packets. */
class SettingsMutationsTest {

  private final RpcServer server = RpcServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  private static Mutation setSysctl(String name, String value) {
    return Mutation.newBuilder()
        .setSetSysctl(SysctlValue.newBuilder().setName(name).setValue(value))
        .build();
  }

  @Test
  void setSysctl_right_isRead() {
    server.apply(setSysctl("sys/net/ipv4/ip_default_ttl", "63"));

    assertThat(server.file("sys/net/ipv4/ip_default_ttl").toStringUtf8()).isEqualTo("63\n");
  }

  @Test
  void setSysctl_wrong_namesTheField() {
    assertThat(server.refused(setSysctl("ipv4/ip_default_ttl", "63")).violations())
        .containsOnlyKeys("mutations[0].set_sysctl.name");
    assertThat(server.refused(setSysctl("sys/net/ipv4/ip_default_ttl", "0")).violations())
        .containsOnlyKeys("mutations[0].set_sysctl.value");
    assertThat(server.refused(setSysctl("sys/net/ipv4/ip_default_ttl", "\0")).violations())
        .containsOnlyKeys("mutations[0].set_sysctl.value");
  }

  @Test
  void setSettings_keepsWhatIsNotPresent() {
    server.apply(
        Mutation.newBuilder().setSetSettings(StackSettings.newBuilder().setIpv6(false)).build());

    StackSettings settings =
        server.control().getStack(GetStackRequest.getDefaultInstance()).getStack().getSettings();
    assertThat(settings.getIpv6()).isFalse();
    assertThat(settings.getNetwork()).isTrue();
    assertThat(settings.getPacketScheduler().getNanosecondsPerTick()).isEqualTo(64);
  }

  @Test
  void protocolsAndHandlers_areAddedAndRemoved() {
    Protocol protocol =
        Protocol.newBuilder()
            .setName("TCP")
            .setModule("kernel")
            .setMemory(-1)
            .addAllMethods(Collections.nCopies(18, true))
            .build();
    PacketHandler handler = PacketHandler.newBuilder().setFunction("ip_rcv").build();

    ApplyMutationsResponse answer =
        server.apply(
            Mutation.newBuilder().setPutProtocol(protocol).build(),
            Mutation.newBuilder().setAddPacketHandler(handler).build(),
            Mutation.newBuilder().setDeleteProtocol("TCP").build(),
            Mutation.newBuilder().setDeletePacketHandler(handler).build(),
            Mutation.newBuilder().setDeletePacketHandler(handler).build());

    assertThat(answer.getResultsList())
        .extracting(result -> result.getChanged())
        .containsExactly(true, true, true, true, false);
  }

  @Test
  void setSysctl_inAStackImportedWithoutAny_isRefusedAndSaysWhatToDo() {
    server.stack().replace(new SnapshotBuilder(Profile.LINUX_6_18).build(), 0, Instant.EPOCH);

    Failure failure = server.refused(setSysctl("sys/net/ipv4/ip_forward", "1"));

    assertThat(failure.code()).isEqualTo(Code.NOT_FOUND);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_ENTITY_NOT_FOUND);
    assertThat(failure.status().getMessage())
        .isEqualTo(
            "mutations[0]: no sysctl 'sys/net/ipv4/ip_forward' in this stack, which was imported"
                + " without sys/net: import it with one to set them");
  }
}
