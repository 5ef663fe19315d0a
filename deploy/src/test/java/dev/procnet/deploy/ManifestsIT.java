package dev.procnet.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.procnet.server.Daemon;
import dev.procnet.server.ProcnetServer;
import dev.procnet.server.config.Settings;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The overlays of deploy/kubernetes, built by kubectl and checked by Kubernetes' own schemas. */
class ManifestsIT {

  /** Throws where a field is unknown, missing or of another type. */
  private interface Schema {
    void check(JsonElement manifest) throws Exception;
  }

  private static final Map<String, Schema> SCHEMAS =
      Map.of(
          "ConfigMap", V1ConfigMap::validateJsonElement,
          "Deployment", V1Deployment::validateJsonElement,
          "NetworkPolicy", V1NetworkPolicy::validateJsonElement,
          "PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
          "Service", V1Service::validateJsonElement,
          "ServiceAccount", V1ServiceAccount::validateJsonElement,
          "StatefulSet", V1StatefulSet::validateJsonElement);

  @BeforeAll
  static void requireKubectl() throws Exception {
    Manifests.requireKubectl();
  }

  static List<String> overlays() throws Exception {
    try (Stream<Path> folders = Files.list(Manifests.KUBERNETES)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void overlay_built_isAsTheSchemasSay(String overlay) throws Exception {
    TreeSet<String> kinds = new TreeSet<>();
    for (JsonObject manifest : Manifests.build(overlay)) {
      String kind = manifest.get("kind").getAsString();
      kinds.add(kind);
      if (manifest.get("apiVersion").getAsString().startsWith("monitoring.coreos.com/")) {
        assertThat(kind).isIn("ServiceMonitor", "PrometheusRule");
      } else {
        schema(kind).check(manifest);
      }
    }
    assertThat(kinds).contains("ConfigMap", "NetworkPolicy", "PodDisruptionBudget", "Service");
  }

  @Test
  void schemas_fieldThatIsNone_isRefused() throws Exception {
    JsonObject service =
        Manifests.build("base").stream()
            .filter(manifest -> manifest.get("kind").getAsString().equals("Service"))
            .findFirst()
            .orElseThrow();
    service.getAsJsonObject("spec").addProperty("selectors", "procnetd");

    assertThatThrownBy(() -> schema("Service").check(service)).hasMessageContaining("selectors");
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void pods_ofOverlay_mayDoNothingButServe(String overlay) throws Exception {
    List<JsonObject> pods = Manifests.pods(overlay);
    assertThat(pods).isNotEmpty();
    for (JsonObject pod : pods) {
      assertThat(pod.get("automountServiceAccountToken").getAsBoolean()).isFalse();
      JsonObject security = pod.getAsJsonObject("securityContext");
      assertThat(security.get("runAsNonRoot").getAsBoolean()).isTrue();
      assertThat(security.getAsJsonObject("seccompProfile").get("type").getAsString())
          .isEqualTo("RuntimeDefault");
      for (JsonObject container : Manifests.containers(pod)) {
        JsonObject own = container.getAsJsonObject("securityContext");
        assertThat(own.get("readOnlyRootFilesystem").getAsBoolean()).isTrue();
        assertThat(own.get("allowPrivilegeEscalation").getAsBoolean()).isFalse();
        assertThat(own.getAsJsonObject("capabilities").get("drop")).hasToString("[\"ALL\"]");
        assertThat(container.getAsJsonObject("resources").has("limits")).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void grace_isTwiceTheDrainOrMore(String overlay) throws Exception {
    long drain = 0;
    for (JsonObject manifest : Manifests.build(overlay)) {
      if (manifest.get("kind").getAsString().equals("ConfigMap")) {
        String config = manifest.getAsJsonObject("data").get("procnetd.yaml").getAsString();
        Map<String, Object> keys = Manifests.yaml().load(config);
        drain = Settings.DRAIN_GRACE.parse(String.valueOf(keys.get("drain-grace"))).toSeconds();
      }
    }
    assertThat(drain).isPositive();
    assertThat(Manifests.server(overlay).get("terminationGracePeriodSeconds").getAsLong())
        .isGreaterThanOrEqualTo(2 * drain);
  }

  @Test
  void probes_nameServicesThatTheServerKnows() throws Exception {
    TreeSet<String> names = new TreeSet<>();
    for (String overlay : overlays()) {
      Matcher name =
          Pattern.compile("\"(procnet\\.v1\\.\\w+)\"")
              .matcher(Manifests.server(overlay).toString());
      while (name.find()) {
        names.add(name.group(1));
      }
    }
    assertThat(names).isNotEmpty();

    try (Daemon daemon = ProcnetServer.start("--listen", "127.0.0.1:0", "--web-listen", "none")) {
      ManagedChannel channel =
          NettyChannelBuilder.forTarget(daemon.grpcAddresses().getFirst().toString())
              .usePlaintext()
              .build();
      for (String name : names) {
        HealthCheckRequest request = HealthCheckRequest.newBuilder().setService(name).build();
        assertThat(HealthGrpc.newBlockingStub(channel).check(request).getStatus())
            .as(name)
            .isEqualTo(ServingStatus.SERVING);
      }
      channel.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "durable", "mtls"})
  void configuration_hasKeysThatTheServerKnows(String overlay) throws Exception {
    Map<String, Object> keys =
        Manifests.yaml()
            .load(Files.readString(Manifests.KUBERNETES.resolve(overlay).resolve("procnetd.yaml")));

    assertThat(Settings.names()).containsAll(keys.keySet());
  }

  @Test
  void prometheusRule_hasTheRulesOfPrometheus() throws Exception {
    assertThat(Manifests.KUBERNETES.resolve("base/prometheusrule.yaml"))
        .content()
        .isEqualTo(Command.run("kubernetes/make-rules"));
    List<Object> groups = new ArrayList<>();
    for (String file : List.of("recording.yml", "alerts.yml")) {
      Map<String, List<Object>> rules =
          Manifests.yaml().load(Files.readString(Built.DEPLOY.resolve("prometheus").resolve(file)));
      groups.addAll(rules.get("groups"));
    }
    Map<String, Object> rule =
        Manifests.yaml()
            .load(Files.readString(Manifests.KUBERNETES.resolve("base/prometheusrule.yaml")));
    assertThat(rule.get("spec")).isEqualTo(Map.of("groups", groups));
  }

  private static Schema schema(String kind) {
    return Optional.ofNullable(SCHEMAS.get(kind))
        .orElseThrow(() -> new AssertionError("no schema of " + kind));
  }
}
