package dev.procnet.server.security;

import dev.procnet.server.config.ListenAddress;
import dev.procnet.server.config.Setting;
import dev.procnet.server.config.SettingValues;
import dev.procnet.server.config.SettingValues.Written;
import dev.procnet.server.config.Settings;
import java.util.List;
import java.util.function.Consumer;

/**
 * A server listens only where this machine's users reach it, unless it speaks TLS and a policy says
 * who may do what, or it is told otherwise; its admin listener never does. And what would guard it
 * must be whole: half of it would be none.
 */
public final class LoopbackRule {

  private static final String LOCAL = "expected 127.0.0.0/8, ::1, localhost or unix:PATH";

  private LoopbackRule() {}

  /** Tells {@code problems} of each address beyond loopback, unless such are allowed. */
  public static void check(SettingValues values, Consumer<String> problems) {
    whole(values, problems);
    for (Written written : values.written(Settings.ADMIN_LISTEN)) {
      Settings.ADMIN_LISTEN
          .parse(written.text())
          .filter(address -> !address.isLocal())
          .ifPresent(
              address ->
                  problems.accept(
                      written.place() + " is '" + address + "', beyond loopback, " + LOCAL));
    }
    boolean guarded =
        values.optional(Settings.TLS_CERT).isPresent()
            && values.optional(Settings.POLICY).isPresent();
    if (guarded || values.one(Settings.INSECURE_LISTEN)) {
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
              + " authenticated; "
              + LOCAL
              + ", or "
              + flag(Settings.TLS_CERT)
              + " and "
              + flag(Settings.POLICY)
              + ", or "
              + flag(Settings.INSECURE_LISTEN)
              + " to allow it");
    }
  }

  /** What is of no use, or of no effect that anyone would see, without another setting. */
  private static void whole(SettingValues values, Consumer<String> problems) {
    needs(values, Settings.TLS_CERT, Settings.TLS_KEY, problems);
    needs(values, Settings.TLS_KEY, Settings.TLS_CERT, problems);
    needs(values, Settings.TLS_CLIENT_CA, Settings.TLS_CERT, problems);
    needs(values, Settings.TLS_CLIENT_CA, Settings.POLICY, problems);
    needs(values, Settings.TOKENS, Settings.POLICY, problems);
  }

  private static void needs(
      SettingValues values, Setting<?> one, Setting<?> other, Consumer<String> problems) {
    List<Written> written = values.written(one);
    if (!written.isEmpty() && values.written(other).isEmpty()) {
      problems.accept(
          written.getFirst().place() + " is given, expected " + flag(other) + " with it");
    }
  }

  private static String flag(Setting<?> setting) {
    return "--" + setting.name();
  }
}
