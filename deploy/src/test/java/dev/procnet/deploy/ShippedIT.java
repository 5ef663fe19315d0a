package dev.procnet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds for everything that is shipped: it says what is in it, and comes out the same again.
 */
class ShippedIT {

  @Test
  void packaging_again_givesTheSameBytes() throws Exception {
    String told = Command.run("./reproduce.sh", "--packaging");

    assertThat(told.lines().filter(line -> line.endsWith(": the same"))).hasSize(3);
    assertThat(told).contains("image: the same files");
  }

  @ParameterizedTest
  @ValueSource(strings = {"procnetd", "procnet"})
  void billOfMaterials_namesEachJarAndTheRuntime(String program) throws Exception {
    JsonObject bill =
        JsonParser.parseString(
                Files.readString(
                    Built.TARGET.resolve("tree/share/doc/procnet/" + program + ".cdx.json")))
            .getAsJsonObject();
    assertThat(bill.get("bomFormat").getAsString()).isEqualTo("CycloneDX");
    List<String> named = new ArrayList<>();
    for (JsonElement each : bill.getAsJsonArray("components")) {
      JsonObject component = each.getAsJsonObject();
      String version = component.get("version").getAsString();
      named.add(component.get("name").getAsString() + "-" + version + ".jar");
      assertThat(component.get("purl").getAsString()).startsWith("pkg:");
    }

    assertThat(named).anyMatch(name -> name.startsWith("openjdk-25"));
    try (var jars = Files.newDirectoryStream(Built.TARGET.resolve("tree/" + program + "/lib"))) {
      for (Path jar : jars) {
        String name = jar.getFileName().toString();
        // The bill is of this one.
        boolean own = name.startsWith("procnet-server-") || name.startsWith("procnet-client-");
        if (name.endsWith(".jar") && !own) {
          assertThat(named).contains(name);
        }
      }
    }
  }

  @Test
  void figures_arePrinted() throws Exception {
    assertThat(Command.run("./figures.sh").lines())
        .anyMatch(line -> line.matches("procnet-.*\\.tar\\.gz +\\d+ MiB"))
        .anyMatch(line -> line.matches("procnetd_.*\\.deb +\\d+ MiB"))
        .anyMatch(line -> line.matches("start to SERVING, median of 5 +\\d+ ms"))
        .anyMatch(line -> line.matches("memory with 100,000 sockets +\\d+ MiB"))
        .anyMatch(line -> line.matches("read back the same +yes"));
  }
}
