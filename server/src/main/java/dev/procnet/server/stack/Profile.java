package dev.procnet.server.stack;

/** Which system a stack prints like: its columns, counters, header texts and files. */
public enum Profile {
  LINUX_6_18("linux-6.18"),
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

  /** It is one of Linux. */
  public boolean isLinux() {
    return this != GVISOR;
  }
}
