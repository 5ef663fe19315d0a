package dev.procnet.server;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.procnet.server.rpc.ErrorInterceptor;
import dev.procnet.server.security.AccessControl;
import dev.procnet.server.security.MethodRule;
import dev.procnet.server.security.MethodRules;
import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The services of a server, behind what says who may call them. */
final class GrpcServices {

  private final Set<BindableService> open;
  private final Set<BindableService> admin;
  private final MethodRules rules;
  private final InnerInterceptors inner;

  /**
   * @param open served on every listener
   * @param admin served on the admin listener only
   * @param others rules of services that are not Procnet's own, by name
   * @param inner sees decoded messages before it is known who may send them: it may fill in a stack
   */
  @Inject
  GrpcServices(
      Set<BindableService> open,
      @ForAdmins Set<BindableService> admin,
      Map<String, MethodRule> others,
      InnerInterceptors inner) {
    this.open = ImmutableSet.copyOf(open);
    this.admin = ImmutableSet.copyOf(admin);
    this.rules = new MethodRules(Sets.union(this.open, this.admin), others);
    this.inner = inner;
  }

  /** What calls of each method need. */
  MethodRules rules() {
    return rules;
  }

  /** What every listener serves. */
  List<ServerServiceDefinition> open(AccessControl access) {
    return guarded(open, access);
  }

  /**
   * What the admin listener serves: all, so that what reflection shows there can be called there.
   */
  List<ServerServiceDefinition> all(AccessControl access) {
    return guarded(Sets.union(open, admin), access);
  }

  private List<ServerServiceDefinition> guarded(
      Set<BindableService> services, AccessControl access) {
    return services.stream()
        .map(service -> ServerInterceptors.intercept(service, access))
        .map(service -> ErrorInterceptor.decodedInside(service, inner.inOrder()))
        .toList();
  }
}
