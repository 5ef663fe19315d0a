package dev.procnet.server;

import io.grpc.ServerInterceptor;
import java.util.List;

/**
 * Interceptors nearest to the services, which see decoded messages.
 *
 * @param inOrder the outermost first
 */
record InnerInterceptors(List<ServerInterceptor> inOrder) {

  InnerInterceptors {
    inOrder = List.copyOf(inOrder);
  }
}
