package dev.procnet.server.security;

import com.google.protobuf.Descriptors;
import dev.procnet.v1.AccessOuterClass;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rule of every method that is served, read off the services' descriptors. */
public final class MethodRules {

  private final Map<String, MethodRule> rules = new HashMap<>();
  private final Set<String> hiding = new HashSet<>();

  /**
   * Finds all rules.
   *
   * @param others of services that are not Procnet's own and can't say it themselves, by name
   * @throws IllegalStateException a method has no rule: nobody could say who may call it
   */
  public MethodRules(Set<BindableService> services, Map<String, MethodRule> others) {
    for (BindableService service : services) {
      for (ServerMethodDefinition<?, ?> method : service.bindService().getMethods()) {
        MethodDescriptor<?, ?> descriptor = method.getMethodDescriptor();
        rules.put(descriptor.getFullMethodName(), find(descriptor, others));
        if (schema(descriptor).filter(each -> Redaction.applies(each.getInputType())).isPresent()) {
          hiding.add(descriptor.getFullMethodName());
        }
      }
    }
  }

  /** Of a method that is served. */
  MethodRule of(MethodDescriptor<?, ?> method) {
    MethodRule rule = rules.get(method.getFullMethodName());
    if (rule == null) {
      throw new IllegalStateException("no rule for " + method.getFullMethodName());
    }
    return rule;
  }

  /** All, by full name of the method. */
  public Map<String, MethodRule> all() {
    return Map.copyOf(rules);
  }

  /** Requests of a method say on whose behalf is read, so that addresses can be hidden. */
  public boolean hidesAddresses(String method) {
    return hiding.contains(method);
  }

  private static MethodRule find(MethodDescriptor<?, ?> method, Map<String, MethodRule> others) {
    MethodRule other = others.get(method.getServiceName());
    if (other != null) {
      return other;
    }
    return ofOption(method)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    method.getFullMethodName()
                        + " has no role, expected 'option (procnet.v1.access) = {role: ...}' in"
                        + " its .proto file"));
  }

  private static Optional<MethodRule> ofOption(MethodDescriptor<?, ?> method) {
    return schema(method)
        .flatMap(
            schema -> MethodRule.of(schema.getOptions().getExtension(AccessOuterClass.access)));
  }

  private static Optional<Descriptors.MethodDescriptor> schema(MethodDescriptor<?, ?> method) {
    return method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier supplier
        ? Optional.of(supplier.getMethodDescriptor())
        : Optional.empty();
  }
}
