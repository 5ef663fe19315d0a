package dev.procnet.server.metrics.node;

import com.google.common.io.BaseEncoding;
import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;

/** {@code node_network_up}, {@code node_network_info} and so on: what the model has of sysfs. */
final class NetclassCollector implements NodeCollector {

  private static final String HELP = "Network device property: ";

  private static final int IFF_LOWER_UP = 0x10000;
  private static final int IFF_DORMANT = 0x20000;

  /** Those that a kernel works out when it is asked, and that sysfs does not. dev_get_flags. */
  private static final int WORKED_OUT = Interface.IFF_RUNNING | IFF_LOWER_UP | IFF_DORMANT;

  private static final BaseEncoding OCTETS =
      BaseEncoding.base16().lowerCase().withSeparator(":", 2);

  @Override
  public String name() {
    return "netclass";
  }

  @Override
  public void collect(Snapshot snapshot, StackSeries out) {
    for (Interface row : snapshot.table(Section.INTERFACES)) {
      if (row.unavailable() == null) {
        collect(row, out);
      }
    }
  }

  private static void collect(Interface row, StackSeries out) {
    Labels labels = out.device(row.name().text());
    out.gauge(
        "node_network_up",
        "Value is 1 if operstate is 'up', 0 otherwise.",
        labels,
        operstate(row).equals("up") ? 1 : 0);
    if (row.isUp()) {
      // Of one that is down sysfs does not say it.
      out.gauge("node_network_carrier", HELP + "carrier", labels, isRunning(row) ? 1 : 0);
      out.gauge("node_network_dormant", HELP + "dormant", labels, isDormant(row) ? 1 : 0);
    }
    out.gauge("node_network_flags", HELP + "flags", labels, row.flags() & ~WORKED_OUT);
    out.gauge("node_network_iface_id", HELP + "iface_id", labels, row.index());
    out.gauge("node_network_mtu_bytes", HELP + "mtu_bytes", labels, row.mtu());
    out.gauge("node_network_protocol_type", HELP + "protocol_type", labels, row.type());
    out.info(
        "node_network",
        "Non-numeric data from /sys/class/net/<iface>, value is always 1.",
        info(row, out));
  }

  private static Labels info(Interface row, StackSeries out) {
    return out.labels(
        "address",
        octets(row.linkAddress()),
        "adminstate",
        row.isUp() ? "up" : "down",
        "broadcast",
        row.isLoopback() ? octets(row.linkAddress()) : broadcast(row),
        "device",
        row.name().text(),
        "duplex",
        "",
        "ifalias",
        "",
        "operstate",
        operstate(row));
  }

  /** RFC 2863: the loopback's driver never says. */
  private static String operstate(Interface row) {
    if (!isRunning(row)) {
      return row.isUp() && isDormant(row) ? "dormant" : "down";
    }
    return row.isLoopback() ? "unknown" : "up";
  }

  private static boolean isRunning(Interface row) {
    return row.isUp() && row.has(Interface.IFF_RUNNING);
  }

  private static boolean isDormant(Interface row) {
    return row.has(IFF_DORMANT);
  }

  private static String broadcast(Interface row) {
    byte[] ones = new byte[row.linkAddress().size()];
    Arrays.fill(ones, (byte) 0xFF);
    return OCTETS.encode(ones);
  }

  private static String octets(ByteString address) {
    return OCTETS.encode(address.toByteArray());
  }
}
