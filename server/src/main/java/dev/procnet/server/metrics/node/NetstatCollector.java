package dev.procnet.server.metrics.node;

import dev.procnet.server.stack.CounterGroup;
import dev.procnet.server.stack.CounterGroup.Counter;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code node_netstat_Tcp_InSegs} and so on: counters of {@code snmp}, netstat and snmp6. */
final class NetstatCollector implements NodeCollector {

  /** Those that node_exporter has by default, of its --collector.netstat.fields. */
  private static final Pattern DEFAULT_FIELDS =
      Pattern.compile(
          "(.*_(InErrors|InErrs)"
              + "|Ip_Forwarding"
              + "|Ip(6|Ext)_(InOctets|OutOctets)"
              + "|Icmp6?_(InMsgs|OutMsgs)"
              + "|TcpExt_(Listen.*|Syncookies.*"
              + "|TCPSynRetrans|TCPTimeouts|TCPOFOQueue|TCPRcvQDrop)"
              + "|Tcp_(ActiveOpens|InSegs|OutSegs|OutRsts|PassiveOpens|RetransSegs|CurrEstab)"
              + "|Udp6?_(InDatagrams|OutDatagrams|NoPorts|RcvbufErrors|SndbufErrors))");

  private static final String SNMP6 = "snmp6";
  private static final Set<String> FILES = Set.of("snmp", "netstat", SNMP6);

  private final KnownNames<Metric> metrics = new KnownNames<>(NetstatCollector::metric);
  private final String name;
  private final boolean all;

  private NetstatCollector(String name, boolean all) {
    this.name = name;
    this.all = all;
  }

  /** Those that node_exporter has by default. */
  static NetstatCollector ofDefaultFields() {
    return new NetstatCollector("netstat", false);
  }

  /** All of them, asked for by a name of its own. */
  static NetstatCollector ofAllFields() {
    return new NetstatCollector("netstat_all", true);
  }

  private record Metric(String name, String help, boolean byDefault) {

    static Metric of(String group, String counter) {
      String key = group + "_" + counter;
      return new Metric(
          "node_netstat_" + key,
          "Statistic " + group + counter + ".",
          DEFAULT_FIELDS.matcher(key).matches());
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean onlyByName() {
    return all;
  }

  @Override
  public void collect(Snapshot snapshot, StackSeries out) {
    for (CounterGroup group : snapshot.table(Section.COUNTERS)) {
      if (FILES.contains(group.file()) && !group.namesOnly()) {
        for (Counter counter : snapshot.computed().shown(group).counters()) {
          String key = group.file().equals(SNMP6) ? SNMP6 : group.name();
          collect(group, counter, metrics.get(key, counter.name()), out);
        }
      }
    }
  }

  private void collect(CounterGroup group, Counter counter, Metric metric, StackSeries out) {
    if (all || metric.byDefault) {
      long value = group.unavailable() == null ? counter.value() : 0;
      boolean signed = counter.name().equals("MaxConn");
      out.untyped(metric.name, metric.help, signed ? value : StackSeries.unsigned(value));
    }
  }

  /** Names of snmp6 have their group in front: {@code Ip6InReceives}. */
  private static Metric metric(String group, String counter) {
    int six = group.equals(SNMP6) ? counter.indexOf('6') : -1;
    return six < 0
        ? Metric.of(group, counter)
        : Metric.of(counter.substring(0, six + 1), counter.substring(six + 1));
  }
}
