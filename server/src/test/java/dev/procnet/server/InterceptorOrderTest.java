package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import dev.procnet.server.call.CallTurns;
import dev.procnet.server.config.ListenAddress;
import dev.procnet.server.config.ServerConfig;
import dev.procnet.server.security.AccessControl;
import dev.procnet.server.security.Authority;
import dev.procnet.server.security.MethodRule;
import dev.procnet.server.security.SecurityFiles;
import dev.procnet.server.security.ServerTls;
import io.grpc.ManagedChannel;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class InterceptorOrderTest {

  @Test
  void call_interceptors_areCalledInTheirOrder() throws Exception {
    List<String> called = Collections.synchronizedList(new ArrayList<>());
    ServerConfig config = ProcnetServer.config("--listen", "127.0.0.1:0", "--web-listen", "none");
    SecurityFiles files = new SecurityFiles(config.security());
    GrpcServices services =
        new GrpcServices(
            Set.of(new FakeService()),
            Set.of(),
            Map.of(FakeService.NAME, MethodRule.OPEN),
            new InnerInterceptors(List.of(named("decoded", called), named("nearest", called))));
    ExecutorService threads = Executors.newCachedThreadPool();
    GrpcServer server =
        new GrpcServer(
            config.grpc(),
            config.security(),
            services,
            ImmutableSet.of(named("outer", called), named("inner", called)),
            new OpenCalls(),
            new AccessControl(services.rules(), new Authority(config.security(), files)),
            new ServerTls(config.security(), files),
            new OpenConnections(false),
            threads,
            new CallTurns(threads),
            config.limits(),
            new Admission(config.limits(), new FloodCounts()),
            new UnreadCalls());
    try {
      server.start();
      ListenAddress.Tcp address = (ListenAddress.Tcp) server.addresses().getFirst();
      ManagedChannel channel =
          NettyChannelBuilder.forAddress(address.host(), address.port()).usePlaintext().build();
      FakeService.say(channel, "x");
      channel.shutdownNow();
    } finally {
      server.stop();
    }

    assertThat(called).containsExactly("outer", "inner", "decoded", "nearest");
  }

  private static ServerInterceptor named(String name, List<String> called) {
    return new ServerInterceptor() {
      @Override
      public <Q, A> io.grpc.ServerCall.Listener<Q> interceptCall(
          io.grpc.ServerCall<Q, A> call,
          io.grpc.Metadata headers,
          io.grpc.ServerCallHandler<Q, A> next) {
        called.add(name);
        return next.startCall(call, headers);
      }
    };
  }
}
