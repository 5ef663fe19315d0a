package dev.procnet.server.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * All of a server's configuration.
 *
 * @param settings that the others were made of
 * @param portFile where to write the addresses in use
 * @param parentPid the process with which it ends
 */
public record ServerConfig(
    GrpcConfig grpc,
    LimitConfig limits,
    WebConfig web,
    StackConfig stack,
    TestingConfig testing,
    SecurityConfig security,
    LogConfig log,
    SettingValues settings,
    Optional<Path> portFile,
    Optional<Integer> parentPid) {

  /** That of settings without problems. */
  public static ServerConfig of(SettingValues values) {
    return new ServerConfig(
        GrpcConfig.of(values),
        LimitConfig.of(values),
        WebConfig.of(values),
        StackConfig.of(values),
        TestingConfig.of(values),
        SecurityConfig.of(values),
        LogConfig.of(values),
        values,
        values.optional(Settings.PORT_FILE),
        values.optional(Settings.PARENT_PID));
  }
}
