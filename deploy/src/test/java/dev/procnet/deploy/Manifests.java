package dev.procnet.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What overlays of deploy/kubernetes come to. */
final class Manifests {

  static final Path KUBERNETES = Built.DEPLOY.resolve("kubernetes");
  private static final Gson GSON = new Gson();

  /** A first kubectl whose kustomize lets patches change kinds. */
  private static final int OLDEST_KUBECTL = 25;

  private Manifests() {}

  /** Skips the test where there is none, or one that is too old. */
  static void requireKubectl() throws Exception {
    Command.require("kubectl");
    Matcher version =
        Pattern.compile("v1\\.(\\d+)\\.").matcher(Command.run("kubectl", "version", "--client"));
    assumeTrue(
        version.find() && Integer.parseInt(version.group(1)) >= OLDEST_KUBECTL,
        "kubectl is older than 1." + OLDEST_KUBECTL);
  }

  static JsonObject server(String overlay) throws Exception {
    return pods(overlay).stream()
        .filter(pod -> pod.toString().contains("\"name\":\"procnetd\""))
        .findFirst()
        .orElseThrow();
  }

  static List<JsonObject> pods(String overlay) throws Exception {
    return build(overlay).stream()
        .filter(manifest -> manifest.get("kind").getAsString().matches("Deployment|StatefulSet"))
        .map(manifest -> manifest.getAsJsonObject("spec").getAsJsonObject("template"))
        .map(template -> template.getAsJsonObject("spec"))
        .toList();
  }

  static List<JsonObject> containers(JsonObject pod) {
    return Stream.of("initContainers", "containers")
        .filter(pod::has)
        .map(pod::getAsJsonArray)
        .flatMap(array -> StreamSupport.stream(array.spliterator(), false))
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  static List<JsonObject> build(String overlay) throws Exception {
    List<JsonObject> manifests = new ArrayList<>();
    String built = Command.run("kubectl", "kustomize", KUBERNETES.resolve(overlay).toString());
    yaml().loadAll(built).forEach(each -> manifests.add(GSON.toJsonTree(each).getAsJsonObject()));
    return manifests;
  }

  static Yaml yaml() {
    return new Yaml(new SafeConstructor(new LoaderOptions()));
  }
}
