package dev.procnet.server.config;

import java.util.List;

/** The oldest TLS that is spoken. */
public enum TlsVersion {
  TLS_1_3("1.3"),
  TLS_1_2("1.2");

  private final String label;

  TlsVersion(String label) {
    this.label = label;
  }

  /** As in a flag. */
  public String label() {
    return label;
  }

  /** It and those after it, as the JDK calls them. */
  public List<String> protocols() {
    return switch (this) {
      case TLS_1_3 -> List.of("TLSv1.3");
      case TLS_1_2 -> List.of("TLSv1.3", "TLSv1.2");
    };
  }
}
