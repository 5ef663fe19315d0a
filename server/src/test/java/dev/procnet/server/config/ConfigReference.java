package dev.procnet.server.config;

import dev.procnet.server.config.Setting.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The pages of deploy/config: every setting with its default and meaning. */
final class ConfigReference {

  /** Defaults that depend on the machine. */
  private static final Map<Setting<?>, String> COMPUTED =
      Map.of(Settings.GRPC_THREADS, "one a processor");

  private static final String TABLE_HEAD =
      """
      # Configuration

      `procnetd --config FILE` reads a YAML file; [procnetd.yaml](procnetd.yaml) has every key, each commented out with its
      default. A key is a flag without its dashes: `max-stacks: 20` is `--max-stacks 20`, and flags win over the file.
      A wrong file is refused with line, column and what was expected.

      `procnetd.8` is the manual page. All three are written by a test from the settings of the server itself:

      ```
      mvn -q -pl server -am test -Dtest=ConfigReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dprocnet.config.write
      ```

      | key | default | takes | meaning |
      | --- | --- | --- | --- |
      """;

  private static final String YAML_HEAD =
      """
      # Configuration of procnetd: --config FILE. Each key is a flag too, and flags win.
      # What is commented out here is the default.
      """;

  private static final String MANUAL_HEAD =
      """
      .TH "PROCNETD" "8" "2026-01-01" "Procnet"
      .SH "NAME"
      procnetd \\- serves the files of /proc/net over gRPC
      .SH "SYNOPSIS"
      .B procnetd
      [\\fIOPTION\\fR]...
      .SH "DESCRIPTION"
      Serves the files of /proc/net over gRPC, from stacks that clients control.
      .PP
      A key of the configuration file is an option without its dashes. Options win over the file. SIGTERM drains: calls
      under way end before the server does.
      .SH "OPTIONS"
      .TP
      \\fB\\-\\-config\\fR=\\fIFILE\\fR
      a YAML file with settings
      """;

  private static final String MANUAL_FOOT =
      """
      .TP
      \\fB\\-h\\fR, \\fB\\-\\-help\\fR
      print the options and stop
      .TP
      \\fB\\-V\\fR, \\fB\\-\\-version\\fR
      print the version and stop
      .SH "ENVIRONMENT"
      .TP
      \\fBNOTIFY_SOCKET\\fR, \\fBWATCHDOG_USEC\\fR
      where and how often a service manager is told, sd_notify(3)
      .TP
      \\fBPROCNETD_OPTS\\fR
      options for the Java virtual machine
      .SH "EXIT STATUS"
      .TP
      0
      stopped as told
      .TP
      1
      could not start or serve
      .TP
      2
      wrong options or configuration
      .SH "SEE ALSO"
      procnet(1)
      """;

  private ConfigReference() {}

  /** The pages by the names of their files. */
  static Map<String, String> pages() {
    return Map.of("README.md", table(), "procnetd.yaml", yaml(), "procnetd.8", manual());
  }

  private static String table() {
    return Settings.all().stream()
        .map(ConfigReference::row)
        .collect(Collectors.joining("", TABLE_HEAD, ""));
  }

  private static String row(Setting<?> setting) {
    String preset = value(setting).isEmpty() ? "" : "`" + value(setting) + "`";
    String several = setting.kind() == Kind.SEVERAL ? ", or a list" : "";
    return String.format(
        "| `%s` | %s | %s%s | %s |%n",
        setting.name(),
        COMPUTED.getOrDefault(setting, preset),
        setting.expected(),
        several,
        setting.meaning().replace("|", "\\|"));
  }

  private static String yaml() {
    return Settings.all().stream()
        .map(ConfigReference::entry)
        .collect(Collectors.joining("", YAML_HEAD, ""));
  }

  private static String entry(Setting<?> setting) {
    String value = value(setting);
    return String.format(
        "%n# %s%n# %s%n#%s:%s%n",
        setting.meaning(), setting.expected(), setting.name(), value.isEmpty() ? "" : " " + value);
  }

  private static String manual() {
    return Settings.all().stream()
        .map(ConfigReference::item)
        .collect(Collectors.joining("", MANUAL_HEAD, MANUAL_FOOT));
  }

  private static String item(Setting<?> setting) {
    String preset = COMPUTED.containsKey(setting) || value(setting).isEmpty() ? "" : "; default ";
    return String.format(
        ".TP%n\\fB%s\\fR=\\fI%s\\fR%n%s (%s%s%s)%n",
        escape("--" + setting.name()),
        escape(setting.label()),
        escape(setting.meaning()),
        escape(setting.expected()),
        preset,
        escape(String.join(", ", preset.isEmpty() ? List.of() : setting.defaults())));
  }

  private static String escape(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }

  private static String value(Setting<?> setting) {
    if (COMPUTED.containsKey(setting)) {
      return "";
    }
    List<String> values = setting.defaults();
    return setting.kind() == Kind.SEVERAL ? values.toString() : String.join("", values);
  }
}
