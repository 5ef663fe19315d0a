package dev.procnet.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.procnet.v1.IntrospectionServiceOuterClass;
import dev.procnet.v1.StackServiceOuterClass;
import dev.procnet.v1.TransferServiceOuterClass;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What gRPC's own services say of a server. */
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
    Set<String> known = new HashSet<>(Futures.await(methods(service)));
    return service.getMethods().stream()
        .map(MethodDescriptor::getName)
        .filter(name -> !known.contains(name))
        .map(name -> service.getFullName() + "/" + name)
        .toList();
  }

  private CompletableFuture<List<String>> methods(ServiceDescriptor service) {
    ServerReflectionRequest request =
        ServerReflectionRequest.newBuilder().setFileContainingSymbol(service.getFullName()).build();
    return calls.receive(
        ServerReflectionGrpc.getServerReflectionInfoMethod(),
        request,
        new MethodsReceiver(service));
  }

  private static final class MethodsReceiver
      implements Receiver<ServerReflectionResponse, List<String>> {
    private final ServiceDescriptor service;
    private @Nullable ServerReflectionResponse answer;

    MethodsReceiver(ServiceDescriptor service) {
      this.service = service;
    }

    @Override
    public void accept(ServerReflectionResponse message) {
      answer = message;
    }

    @Override
    public List<String> finish() {
      List<String> methods = new ArrayList<>();
      ServerReflectionResponse response = answer;
      if (response != null) {
        for (ByteString file : response.getFileDescriptorResponse().getFileDescriptorProtoList()) {
          methods.addAll(of(file));
        }
      }
      return methods;
    }

    @Override
    public ProcnetClientException failed(ProcnetClientException cause) {
      return cause;
    }

    private List<String> of(ByteString content) {
      try {
        FileDescriptorProto file = FileDescriptorProto.parseFrom(content);
        return file.getServiceList().stream()
            .filter(each -> service.getFullName().equals(file.getPackage() + "." + each.getName()))
            .flatMap(each -> each.getMethodList().stream())
            .map(MethodDescriptorProto::getName)
            .toList();
      } catch (InvalidProtocolBufferException e) {
        return List.of();
      }
    }
  }
}
