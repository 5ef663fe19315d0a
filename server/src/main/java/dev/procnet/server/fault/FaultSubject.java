package dev.procnet.server.fault;

import dev.procnet.server.call.CallNames;
import dev.procnet.server.call.Callers;
import dev.procnet.v1.FaultMatch;
import io.grpc.Metadata;
import java.util.List;

/**
 * A call, as rules see it.
 *
 * @param stack that it speaks of; empty: of none
 * @param method {@code procnet.v1.IntrospectionService/ReadNetFile}
 * @param files that it asks for
 * @param caller as {@link Callers} tell
 */
record FaultSubject(
    String stack, String method, List<String> files, String caller, Metadata headers) {

  boolean matches(FaultMatch match) {
    return CallNames.isMethod(match.getMethodsList(), method)
        && CallNames.hasFile(match.getFilesList(), files)
        && Callers.matches(match.getCaller(), caller)
        && match.getMetadataMap().entrySet().stream()
            .allMatch(entry -> entry.getValue().equals(headers.get(key(entry.getKey()))));
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
