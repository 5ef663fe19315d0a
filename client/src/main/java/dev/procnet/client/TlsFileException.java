package dev.procnet.client;

/** A file that TLS needs can't be read, or does not hold what it should. */
public final class TlsFileException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** Which file. */
  public enum Role {
    /** {@link TlsOptions#ca}. */
    CA,
    /** {@link TlsOptions#certificate}. */
    CERTIFICATE,
    /** {@link TlsOptions#key}. */
    KEY
  }

  private final Role role;

  TlsFileException(Role role, String message, Throwable cause) {
    super(message, cause);
    this.role = role;
  }

  /** Which file. */
  public Role role() {
    return role;
  }
}
