package dev.procnet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The servers of overlays, run as their pods say: what is rendered is what serves. */
class OverlaysIT {

  @TempDir private static Path directory;
  private static Path image;

  @BeforeAll
  static void unpack() throws Exception {
    Command.require("python3", "runc", "openssl");
    Command.requireRoot();
    Manifests.requireKubectl();
    image = directory.resolve("image");
    Built.unpackImage(image);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "mtls"})
  void overlay_run_servesOnItsPortsToItsProbes(String overlay) throws Exception {
    PodBundle pod = new PodBundle(overlay, image, directory.resolve(overlay));
    try (Container container = Container.start("runc", pod.write())) {
      assertThat(container.log())
          .containsPattern(
              "\"formattedMessage\":\"serving grpc=\\S+:%d web=\\S+:%d"
                  .formatted(port(pod, "grpc"), port(pod, "web")));
      for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
        Command.Result result = container.execute(command(pod, probe));
        // Above it, the JVM notes the options that the pod gives it.
        assertThat(result.output().lines().toList()).as(probe).last().isEqualTo("SERVING");
        assertThat(result.code()).as(probe).isZero();
      }
      assertThat(container.stop(grace(pod))).isZero();
    }
  }

  @Test
  void durable_startedAgain_hasItsStacks() throws Exception {
    PodBundle pod = new PodBundle("durable", image, directory.resolve("durable"));
    Path bundle = pod.write();
    try (Container first = Container.start("runc", bundle)) {
      assertThat(first.procnet("stacks", "create", "kept").code()).isZero();
      assertThat(first.stop(grace(pod))).isZero();
    }
    try (Container second = Container.start("runc", bundle)) {
      assertThat(second.procnet("stacks", "ls").output()).contains("kept");
    }
  }

  /** What a kubelet does: a call of its own, or a program in the container. */
  private static List<String> command(PodBundle pod, String name) {
    JsonObject probe = pod.container().getAsJsonObject(name);
    List<String> command = new ArrayList<>();
    if (probe.has("grpc") && probe.get("grpc").isJsonObject()) {
      JsonObject grpc = probe.getAsJsonObject("grpc");
      command.add("/opt/procnet/runtime/bin/java");
      command.add("@/opt/procnet/etc/procnet");
      command.add("--server=127.0.0.1:" + grpc.get("port").getAsInt());
      command.add("health");
      if (grpc.has("service")) {
        command.add(grpc.get("service").getAsString());
      }
    } else {
      probe
          .getAsJsonObject("exec")
          .getAsJsonArray("command")
          .forEach(word -> command.add(word.getAsString()));
    }
    return command;
  }

  private static int port(PodBundle pod, String name) {
    return StreamSupport.stream(pod.container().getAsJsonArray("ports").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(port -> port.get("name").getAsString().equals(name))
        .mapToInt(port -> port.get("containerPort").getAsInt())
        .findFirst()
        .orElseThrow();
  }

  private static Duration grace(PodBundle pod) {
    return Duration.ofSeconds(pod.pod().get("terminationGracePeriodSeconds").getAsLong());
  }
}
