package dev.procnet.server.stack;

/** Which system a stack prints like: its columns, counters, header texts and files. */
public enum Profile {
  LINUX_6_18("linux-6.18"),
  LINUX_6_12("linux-6.12"),
  LINUX_6_1("linux-6.1"),
  GVISOR("gvisor");

  private final String label;

  Profile(String label) {
    this.label = label;
  }

  /** The name that users write: {@code linux-6.18}. */
  public String label() {
    return label;
  }

  /** {@code protocols} has the column of sendpage, which went with Linux 6.5. */
  public boolean hasSendpage() {
    return this == LINUX_6_1 || this == GVISOR;
  }

  /** {@code route} prints metrics of 2^31 and more as negative numbers. */
  public boolean hasSignedRouteMetric() {
    return this == LINUX_6_12 || this == LINUX_6_1;
  }

  /** It is one of Linux. */
  public boolean isLinux() {
    return this != GVISOR;
  }
}
