package dev.procnet.client.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client that knows nothing of Procnet: buf curl, which asks the admin listener by reflection
 * what the server offers.
 */
class OtherClientsIT {

  @TempDir private Path directory;

  @Test
  void bufCurl_byReflection_readsAFileAndListsSockets() throws Exception {
    Optional<Path> buf = buf();
    assumeTrue(
        buf.isPresent(), "buf is not installed: the build of proto brings it where there is npm");
    String tree = Programs.CORPUS.resolve("linux-6.18/veth-dual-a").toString();
    try (Procnetd server =
        Procnetd.start(directory, "--admin-listen", "127.0.0.1:0", "--import", tree)) {
      JsonObject file = call(buf.get(), server, "ReadNetFile", "{\"name\":\"psched\"}");
      JsonObject sockets =
          call(buf.get(), server, "ListSockets", "{\"filter\":{\"localPorts\":[8080]}}");

      byte[] content = Base64.getDecoder().decode(file.get("content").getAsString());
      assertThat(new String(content, StandardCharsets.US_ASCII))
          .isEqualTo("000003e8 00000040 000f4240 3b9aca00\n");
      assertThat(sockets.getAsJsonArray("sockets"))
          .extracting(
              socket ->
                  socket
                      .getAsJsonObject()
                      .getAsJsonObject("tcp")
                      .getAsJsonObject("local")
                      .get("address")
                      .getAsString())
          .containsOnly("10.16.0.1")
          .hasSize(2);
    }
  }

  private JsonObject call(Path buf, Procnetd server, String method, String request)
      throws Exception {
    Path errors = directory.resolve("buf.err");
    Process process =
        new ProcessBuilder(
                List.of(
                    buf.toString(),
                    "curl",
                    "--protocol",
                    "grpc",
                    "--http2-prior-knowledge",
                    "--data",
                    request,
                    "http://" + server.admin() + "/procnet.v1.IntrospectionService/" + method))
            .redirectError(errors.toFile())
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    return JsonParser.parseString(answer).getAsJsonObject();
  }

  private static Optional<Path> buf() throws IOException {
    Path modules = Programs.ROOT.resolve("proto/target/buf/node_modules/@bufbuild");
    if (!Files.isDirectory(modules)) {
      return Optional.empty();
    }
    try (Stream<Path> packages = Files.list(modules)) {
      return packages
          .map(directory -> directory.resolve("bin/buf"))
          .filter(Files::isExecutable)
          .findFirst();
    }
  }
}
