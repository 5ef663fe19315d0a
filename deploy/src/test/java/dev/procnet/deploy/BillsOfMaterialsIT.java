package dev.procnet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cyclonedx.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bills of materials of what is shipped, against what is in it and CycloneDX's own schema. */
class BillsOfMaterialsIT {

  private static final Path IMAGE = Built.TARGET.resolve("image");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tree/share/doc/procnet/procnetd.cdx.json",
        "tree/share/doc/procnet/procnet.cdx.json",
        "image/opt/procnet/procnetd.cdx.json",
        "image/opt/procnet/procnet.cdx.json"
      })
  void bill_isAsTheSchemaSays(String file) throws Exception {
    String bill = Files.readString(Built.TARGET.resolve(file));
    var parser = new org.cyclonedx.parsers.JsonParser();

    assertThat(parser.validate(bill, Version.VERSION_16)).isEmpty();
    assertThat(parser.validate(bill.replace("\"platform\"", "\"plan\""), Version.VERSION_16))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"procnetd", "procnet"})
  void bill_namesEachJarAndTheRuntime(String program) throws Exception {
    List<String> named = new ArrayList<>();
    for (JsonObject component : components("tree/share/doc/procnet/" + program + ".cdx.json")) {
      named.add(text(component, "name") + "-" + text(component, "version") + ".jar");
      assertThat(text(component, "purl")).startsWith("pkg:");
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

  @ParameterizedTest
  @ValueSource(strings = {"procnetd", "procnet"})
  void billOfTheImage_namesEachLibraryOfTheSystem(String program) throws Exception {
    Map<String, String> named = new HashMap<>();
    for (JsonObject component : components("image/opt/procnet/" + program + ".cdx.json")) {
      if (text(component, "purl").startsWith("pkg:deb/") && component.has("components")) {
        assertThat(text(component, "version")).isNotEmpty();
        for (JsonElement file : component.getAsJsonArray("components")) {
          named.put(
              text(file.getAsJsonObject(), "name"),
              file.getAsJsonObject()
                  .getAsJsonArray("hashes")
                  .get(0)
                  .getAsJsonObject()
                  .get("content")
                  .getAsString());
        }
      }
    }

    Map<String, String> there = new HashMap<>();
    for (Path file : otherFiles()) {
      there.put(
          "/" + IMAGE.relativize(file),
          MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString());
    }
    assertThat(there).hasSizeGreaterThan(3);
    assertThat(named).isEqualTo(there);
  }

  @Test
  void image_hasTheCopyrightOfEachPackage() throws Exception {
    for (JsonObject component : components("image/opt/procnet/procnetd.cdx.json")) {
      if (text(component, "purl").startsWith("pkg:deb/")) {
        assertThat(IMAGE.resolve("usr/share/doc/" + text(component, "name") + "/copyright"))
            .isNotEmptyFile();
      }
    }
  }

  /** Those that are neither Procnet's, with its jars and its runtime, nor written for the image. */
  private static List<Path> otherFiles() throws Exception {
    try (Stream<Path> files = Files.walk(IMAGE)) {
      return files
          .filter(Files::isRegularFile)
          .filter(
              file ->
                  Stream.of("opt/procnet", "etc", "usr/share/doc")
                      .noneMatch(own -> file.startsWith(IMAGE.resolve(own))))
          .toList();
    }
  }

  private static List<JsonObject> components(String bill) throws Exception {
    JsonObject read =
        JsonParser.parseString(Files.readString(Built.TARGET.resolve(bill))).getAsJsonObject();
    assertThat(text(read, "bomFormat")).isEqualTo("CycloneDX");
    return read.getAsJsonArray("components").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private static String text(JsonObject of, String name) {
    return of.get(name).getAsString();
  }
}
