package dev.procnet.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The unit of deploy/systemd, as systemd's own tools see it. */
class UnitIT {

  private static final Path SYSTEMD = Built.DEPLOY.resolve("systemd");
  private static final String UNIT = "procnetd.service";

  /** In tenths. */
  private static final String MAX_EXPOSURE = "15";

  @TempDir private Path directory;

  @BeforeEach
  void install() throws Exception {
    Command.require("systemd-analyze", "systemd-sysusers");
    // The program has to be there for systemd to be content.
    String unit = Files.readString(SYSTEMD.resolve(UNIT));
    Files.writeString(directory.resolve(UNIT), installed(unit));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "network.conf", "tls.conf"})
  void verify_withDropIn_isContent(String dropIn) throws Exception {
    addDropIn(dropIn);

    assertThat(analyze("verify", "--man=no", directory.resolve(UNIT).toString())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "network.conf", "tls.conf"})
  void security_withDropIn_isAtMostThat(String dropIn) throws Exception {
    addDropIn(dropIn);

    assertThat(
            analyze(
                "security",
                "--offline=true",
                "--threshold=" + MAX_EXPOSURE,
                directory.resolve(UNIT).toString()))
        .contains("Overall exposure level for procnetd.service");
  }

  @Test
  void stop_takesLongerThanADrain() throws Exception {
    Matcher grace =
        Pattern.compile("(?m)^#drain-grace: (\\d+)s$")
            .matcher(Files.readString(Built.DEPLOY.resolve("config/procnetd.yaml")));
    Matcher timeout =
        Pattern.compile("(?m)^TimeoutStopSec=(\\d+)s$")
            .matcher(Files.readString(SYSTEMD.resolve(UNIT)));
    assertThat(grace.find() && timeout.find()).isTrue();

    assertThat(Duration.ofSeconds(Long.parseLong(timeout.group(1))))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2 * Long.parseLong(grace.group(1))));
  }

  @Test
  void sysusers_makesTheUserOfTheUnit() throws Exception {
    assertThat(Files.readAllLines(SYSTEMD.resolve(UNIT))).contains("User=procnet");
    Path etc = Files.createDirectories(directory.resolve("root/etc"));
    Files.writeString(etc.resolve("passwd"), "root:x:0:0::/root:/bin/sh\n");
    Files.writeString(etc.resolve("group"), "root:x:0:\n");

    Command.requireRoot();
    var _ =
        Command.run(
            "systemd-sysusers",
            "--root=" + directory.resolve("root"),
            SYSTEMD.resolve("procnet.sysusers").toString());

    assertThat(Files.readAllLines(etc.resolve("passwd")))
        .anyMatch(line -> line.matches("procnet:x?:\\d+:\\d+:Procnet server:/var/lib/procnet:.*"));
  }

  private void addDropIn(String name) throws Exception {
    if (!name.isEmpty()) {
      Path place = Files.createDirectories(directory.resolve(UNIT + ".d"));
      String content = Files.readString(SYSTEMD.resolve(name));
      Files.writeString(place.resolve(name), installed(content));
    }
  }

  private static String installed(String unit) {
    String program = Built.TARGET.resolve("tree/bin/procnetd").toString();
    assertThat(Path.of(program)).isExecutable();
    return unit.replace("/usr/sbin/procnetd", program);
  }

  private String analyze(String... arguments) throws Exception {
    ProcessBuilder builder = Command.builder("systemd-analyze");
    builder.command().addAll(List.of(arguments));
    builder.environment().put("SYSTEMD_UNIT_PATH", directory + ":");
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
