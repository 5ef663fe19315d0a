package dev.procnet.client;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.procnet.v1.IntrospectionServiceOuterClass;
import dev.procnet.v1.StackServiceOuterClass;
import dev.procnet.v1.TransferServiceOuterClass;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** What a server says of itself: whether it serves, and what. */
final class ServerChecks {

  private final Calls calls;

  ServerChecks(Calls calls) {
    this.calls = calls;
  }

  HealthCheckResponse health(String service) {
    return Futures.await(
        calls.unary(
            HealthGrpc.getCheckMethod(),
            HealthCheckRequest.newBuilder().setService(service).build()));
  }

  /**
   * Methods of this API that the server's does not have: {@code procnet.v1.StackService/GetStack}.
   */
  List<String> missingMethods() {
    List<String> missing = new ArrayList<>();
    Stream.of(
            IntrospectionServiceOuterClass.getDescriptor(),
            StackServiceOuterClass.getDescriptor(),
            TransferServiceOuterClass.getDescriptor())
        .flatMap(file -> file.getServices().stream())
        .forEach(service -> missing.addAll(missing(service)));
    return missing;
  }

  private List<String> missing(ServiceDescriptor service) {
    Map<String, CompletableFuture<Boolean>> there = new LinkedHashMap<>();
    service
        .getMethods()
        .forEach(
            method -> {
              String name = service.getFullName() + "/" + method.getName();
              there.put(name, calls.has(name));
            });
    return there.entrySet().stream()
        .filter(asked -> !Futures.await(asked.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
