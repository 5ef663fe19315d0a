package dev.procnet.server.metrics.node;

import dev.procnet.server.stack.Snapshot;

/** {@code node_uname_info}: what a dashboard finds a host's name by; here that of the stack. */
final class UnameCollector implements NodeCollector {

  @Override
  public String name() {
    return "uname";
  }

  @Override
  public void collect(Snapshot snapshot, StackSeries out) {
    String profile = snapshot.profile().label();
    out.info(
        "node_uname",
        "Labeled system information as provided by the uname system call.",
        out.labels(
            "domainname", "(none)",
            "machine", "",
            "nodename", out.stack().name(),
            "release", profile.substring(profile.indexOf('-') + 1),
            "sysname", "Linux",
            "version", "procnet"));
  }
}
