package dev.procnet.server.security;

import dev.procnet.server.config.ListenAddress;
import dev.procnet.server.config.Setting;
import dev.procnet.server.config.SettingValues;
import dev.procnet.server.config.SettingValues.Written;
import dev.procnet.server.config.Settings;
import java.util.function.Consumer;

/**
 * Callers are not authenticated yet, so a server listens only where this machine's users reach it,
 * unless told otherwise.
 */
public final class LoopbackRule {

  private LoopbackRule() {}

  /** Tells {@code problems} of each address beyond loopback, unless such are allowed. */
  public static void check(SettingValues values, Consumer<String> problems) {
    if (values.one(Settings.INSECURE_LISTEN)) {
      return;
    }
    for (Written written : values.written(Settings.LISTEN)) {
      check(Settings.LISTEN.parse(written.text()), written, problems);
    }
    for (Written written : values.written(Settings.WEB_LISTEN)) {
      Settings.WEB_LISTEN
          .parse(written.text())
          .ifPresent(address -> check(address, written, problems));
    }
  }

  private static void check(ListenAddress address, Written written, Consumer<String> problems) {
    if (!address.isLocal()) {
      problems.accept(
          written.place()
              + " is '"
              + address
              + "', beyond loopback, where anyone could control every stack, as callers are not"
              + " authenticated; expected 127.0.0.0/8, ::1, localhost or unix:PATH, or "
              + flag(Settings.INSECURE_LISTEN)
              + " to allow it");
    }
  }

  private static String flag(Setting<?> setting) {
    return "--" + setting.name();
  }
}
