package dev.procnet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The container of an overlay's server as a kubelet would have it run: arguments, environment, user
 * and volumes of the pod, on the image's root.
 */
final class PodBundle {

  private static final Gson GSON = new Gson();

  /** Owner and group read and write, and files in it are of the group. */
  private static final int SHARED = 02770;

  private final String overlay;
  private final Path image;
  private final Path bundle;
  private final JsonObject pod;

  /**
   * A bundle that is not written yet.
   *
   * @param image what make-bundle made
   * @param bundle to be made
   */
  PodBundle(String overlay, Path image, Path bundle) throws Exception {
    this.overlay = overlay;
    this.image = image;
    this.bundle = bundle;
    pod = Manifests.server(overlay);
  }

  JsonObject pod() {
    return pod;
  }

  JsonObject container() {
    return Manifests.containers(pod).stream()
        .filter(each -> text(each, "name").equals("procnetd"))
        .findFirst()
        .orElseThrow();
  }

  /** Writes it. */
  Path write() throws Exception {
    Files.createDirectories(bundle);
    JsonObject config =
        GSON.fromJson(Files.readString(image.resolve("config.json")), JsonObject.class);
    JsonObject root = config.getAsJsonObject("root");
    root.addProperty("path", image.resolve("rootfs").toString());
    root.add(
        "readonly", container().getAsJsonObject("securityContext").get("readOnlyRootFilesystem"));
    JsonObject process = config.getAsJsonObject("process");
    container().getAsJsonArray("args").forEach(process.getAsJsonArray("args")::add);
    for (JsonObject variable : objects(container(), "env")) {
      process.getAsJsonArray("env").add(text(variable, "name") + "=" + text(variable, "value"));
    }
    process.add("user", user());
    for (JsonObject mount : objects(container(), "volumeMounts")) {
      mount(config.getAsJsonArray("mounts"), mount);
    }
    Files.writeString(bundle.resolve("config.json"), GSON.toJson(config));
    return bundle;
  }

  private JsonObject user() {
    JsonObject security = pod.getAsJsonObject("securityContext");
    JsonObject user = new JsonObject();
    user.add("uid", security.get("runAsUser"));
    user.add("gid", security.get("runAsGroup"));
    user.add("additionalGids", new JsonArray());
    user.getAsJsonArray("additionalGids").add(security.get("fsGroup"));
    return user;
  }

  private void mount(JsonArray mounts, JsonObject mount) throws Exception {
    String destination = text(mount, "mountPath");
    Path volume = bundle.resolve("volume-" + text(mount, "name"));
    JsonObject declared =
        objects(pod, "volumes").stream()
            .filter(each -> each.get("name").equals(mount.get("name")))
            .findFirst()
            .orElse(new JsonObject());
    if (declared.has("emptyDir")) {
      // A file system in memory is what the bundle has there already.
      assertThat(mounts.toString()).contains("\"destination\":\"" + destination + "\"");
      return;
    }
    if (!Files.exists(volume)) {
      Files.createDirectories(volume);
      fill(declared, volume);
    }
    JsonObject bind = new JsonObject();
    bind.addProperty("destination", destination);
    bind.addProperty("type", "bind");
    bind.addProperty("source", volume.toString());
    boolean readOnly = mount.has("readOnly") && mount.get("readOnly").getAsBoolean();
    bind.add(
        "options", GSON.toJsonTree(List.of("bind", readOnly ? "ro" : "rw", "nosuid", "nodev")));
    mounts.add(bind);
  }

  private void fill(JsonObject declared, Path volume) throws Exception {
    if (declared.has("configMap")) {
      JsonObject data = configMap(text(declared.getAsJsonObject("configMap"), "name"));
      for (String name : data.keySet()) {
        Files.writeString(volume.resolve(name), text(data, name));
      }
    } else if (declared.has("secret")) {
      secret(volume, declared.getAsJsonObject("secret").get("defaultMode").getAsInt());
    } else {
      // Of a claim: root's, and a kubelet gives it to the group.
      Files.setAttribute(volume, "unix:gid", group());
      Files.setAttribute(volume, "unix:mode", SHARED);
    }
  }

  private JsonObject configMap(String name) throws Exception {
    return Manifests.build(overlay).stream()
        .filter(manifest -> text(manifest, "kind").equals("ConfigMap"))
        .filter(manifest -> text(manifest.getAsJsonObject("metadata"), "name").equals(name))
        .map(manifest -> manifest.getAsJsonObject("data"))
        .findFirst()
        .orElseThrow();
  }

  /** With the names that cert-manager gives. */
  private void secret(Path volume, int mode) throws Exception {
    Path made = bundle.resolve("certificates");
    var _ = Command.run("tls/make-certificates", made.toString(), "--role", "reader");
    Files.copy(made.resolve("ca.crt"), volume.resolve("ca.crt"));
    Files.copy(made.resolve("server.crt"), volume.resolve("tls.crt"));
    Files.copy(made.resolve("server.key"), volume.resolve("tls.key"));
    for (String name : List.of("ca.crt", "tls.crt", "tls.key")) {
      Files.setAttribute(volume.resolve(name), "unix:gid", group());
      Files.setAttribute(volume.resolve(name), "unix:mode", mode);
    }
  }

  private int group() {
    return pod.getAsJsonObject("securityContext").get("fsGroup").getAsInt();
  }

  private static List<JsonObject> objects(JsonObject of, String name) {
    return StreamSupport.stream(of.getAsJsonArray(name).spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private static String text(JsonObject of, String name) {
    return of.get(name).getAsString();
  }
}
