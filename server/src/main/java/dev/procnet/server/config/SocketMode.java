package dev.procnet.server.config;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Who may connect to a Unix socket, by its file's mode. */
public enum SocketMode {
  OWNER("0600", "rw-------"),
  GROUP("0660", "rw-rw----"),
  ALL("0666", "rw-rw-rw-");

  private final String label;
  private final String permissions;

  SocketMode(String label, String permissions) {
    this.label = label;
    this.permissions = permissions;
  }

  /** As in a flag, as chmod(1) takes it. */
  public String label() {
    return label;
  }

  /** As the JDK sets it. */
  public Set<PosixFilePermission> permissions() {
    return PosixFilePermissions.fromString(permissions);
  }
}
