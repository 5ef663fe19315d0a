package dev.procnet.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.procnet.server.RpcModule;
import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.RenderedChunks;
import dev.procnet.server.stack.HistoryLimits;
import dev.procnet.server.stack.RequestKey;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.v1.Profile;
import dev.procnet.v1.StackSettings;
import io.grpc.BindableService;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With the module as it is, and the seeds that stacks really begin in. */
class NewStacksTest {

  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final Injector injector =
      Guice.createInjector(
          new RpcModule(),
          new AbstractModule() {
            @Override
            protected void configure() {
              bind(StackRegistry.class).toInstance(new StackRegistry(HistoryLimits.DEFAULT, 10));
              bind(InstantSource.class).toInstance(InstantSource.system());
              bind(ScheduledExecutorService.class).toInstance(timer);
              bind(RenderedChunks.class).toInstance(RenderedChunks.none());
              bind(ExecutorService.class).toInstance(timer);
            }
          });

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource(
      value = Profile.class,
      names = {"PROFILE_UNSPECIFIED", "UNRECOGNIZED"},
      mode = EnumSource.Mode.EXCLUDE)
  void create_ofEachProfile_beginsWithItsFiles(Profile profile) {
    Stack stack =
        injector
            .getInstance(NewStacks.class)
            .create(
                dev.procnet.v1.Stack.newBuilder()
                    .setProfile(profile)
                    .setSettings(StackSettings.newBuilder().setIpv6(false))
                    .build(),
                null,
                RequestKey.NONE);

    assertThat(stack.snapshot().revision()).isEqualTo(1);
    assertThat(stack.snapshot().profile()).isEqualTo(ProfileMapper.toModel(profile, 0));
    assertThat(injector.getInstance(NetFiles.class).list(stack.snapshot()))
        .extracting(NetFiles.Entry::name)
        .contains("tcp", "snmp", "netstat", "psched")
        .doesNotContain("tcp6", "if_inet6");
  }

  @Test
  void module_bindsTheThreeServices() {
    assertThat(injector.getInstance(Key.get(new TypeLiteral<Set<BindableService>>() {})))
        .hasSize(3);
    assertThat(injector.getInstance(ServerId.class)).isSameAs(injector.getInstance(ServerId.class));
  }
}
