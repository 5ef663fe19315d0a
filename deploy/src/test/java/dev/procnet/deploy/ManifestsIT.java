package dev.procnet.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
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
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The overlays of deploy/kubernetes, built by kubectl and checked by Kubernetes' own schemas. */
class ManifestsIT {

  private static final Path KUBERNETES = Built.DEPLOY.resolve("kubernetes");
  private static final Gson GSON = new Gson();

  /** A first kubectl whose kustomize lets patches change kinds. */
  private static final int OLDEST_KUBECTL = 25;

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
    Command.require("kubectl");
    Matcher version =
        Pattern.compile("v1\\.(\\d+)\\.").matcher(Command.run("kubectl", "version", "--client"));
    assumeTrue(
        version.find() && Integer.parseInt(version.group(1)) >= OLDEST_KUBECTL,
        "kubectl is older than 1." + OLDEST_KUBECTL);
  }

  static List<String> overlays() throws Exception {
    try (Stream<Path> folders = Files.list(KUBERNETES)) {
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
    for (JsonObject manifest : build(overlay)) {
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
        build("base").stream()
            .filter(manifest -> manifest.get("kind").getAsString().equals("Service"))
            .findFirst()
            .orElseThrow();
    service.getAsJsonObject("spec").addProperty("selectors", "procnetd");

    assertThatThrownBy(() -> schema("Service").check(service)).hasMessageContaining("selectors");
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void pods_ofOverlay_mayDoNothingButServe(String overlay) throws Exception {
    List<JsonObject> pods = pods(overlay);
    assertThat(pods).isNotEmpty();
    for (JsonObject pod : pods) {
      assertThat(pod.get("automountServiceAccountToken").getAsBoolean()).isFalse();
      JsonObject security = pod.getAsJsonObject("securityContext");
      assertThat(security.get("runAsNonRoot").getAsBoolean()).isTrue();
      assertThat(security.getAsJsonObject("seccompProfile").get("type").getAsString())
          .isEqualTo("RuntimeDefault");
      for (JsonObject container : containers(pod)) {
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
    for (JsonObject manifest : build(overlay)) {
      if (manifest.get("kind").getAsString().equals("ConfigMap")) {
        String config = manifest.getAsJsonObject("data").get("procnetd.yaml").getAsString();
        Map<String, Object> keys = yaml().load(config);
        drain = Settings.DRAIN_GRACE.parse(String.valueOf(keys.get("drain-grace"))).toSeconds();
      }
    }
    assertThat(drain).isPositive();
    assertThat(server(overlay).get("terminationGracePeriodSeconds").getAsLong())
        .isGreaterThanOrEqualTo(2 * drain);
  }

  @Test
  void probes_nameServicesThatTheServerKnows() throws Exception {
    TreeSet<String> names = new TreeSet<>();
    for (String overlay : overlays()) {
      Matcher name =
          Pattern.compile("\"(procnet\\.v1\\.\\w+)\"").matcher(server(overlay).toString());
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
        yaml().load(Files.readString(KUBERNETES.resolve(overlay).resolve("procnetd.yaml")));

    assertThat(Settings.names()).containsAll(keys.keySet());
  }

  @Test
  void prometheusRule_hasTheRulesOfPrometheus() throws Exception {
    assertThat(KUBERNETES.resolve("base/prometheusrule.yaml"))
        .content()
        .isEqualTo(Command.run("kubernetes/make-rules"));
    List<Object> groups = new ArrayList<>();
    for (String file : List.of("recording.yml", "alerts.yml")) {
      Map<String, List<Object>> rules =
          yaml().load(Files.readString(Built.DEPLOY.resolve("prometheus").resolve(file)));
      groups.addAll(rules.get("groups"));
    }
    Map<String, Object> rule =
        yaml().load(Files.readString(KUBERNETES.resolve("base/prometheusrule.yaml")));
    assertThat(rule.get("spec")).isEqualTo(Map.of("groups", groups));
  }

  private static Schema schema(String kind) {
    return Optional.ofNullable(SCHEMAS.get(kind))
        .orElseThrow(() -> new AssertionError("no schema of " + kind));
  }

  private static JsonObject server(String overlay) throws Exception {
    return pods(overlay).stream()
        .filter(pod -> pod.toString().contains("\"name\":\"procnetd\""))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonObject> pods(String overlay) throws Exception {
    return build(overlay).stream()
        .filter(manifest -> manifest.get("kind").getAsString().matches("Deployment|StatefulSet"))
        .map(manifest -> manifest.getAsJsonObject("spec").getAsJsonObject("template"))
        .map(template -> template.getAsJsonObject("spec"))
        .toList();
  }

  private static List<JsonObject> containers(JsonObject pod) {
    return Stream.of("initContainers", "containers")
        .filter(pod::has)
        .map(pod::getAsJsonArray)
        .flatMap(array -> StreamSupport.stream(array.spliterator(), false))
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private static List<JsonObject> build(String overlay) throws Exception {
    List<JsonObject> manifests = new ArrayList<>();
    String built = Command.run("kubectl", "kustomize", KUBERNETES.resolve(overlay).toString());
    yaml().loadAll(built).forEach(each -> manifests.add(GSON.toJsonTree(each).getAsJsonObject()));
    return manifests;
  }

  private static Yaml yaml() {
    return new Yaml(new SafeConstructor(new LoaderOptions()));
  }
}
