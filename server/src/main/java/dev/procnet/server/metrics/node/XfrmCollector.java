package dev.procnet.server.metrics.node;

import com.google.common.base.CaseFormat;
import dev.procnet.server.stack.CounterGroup;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import java.util.Map;

/** {@code node_xfrm_in_error_packets_total} and so on: counters of {@code xfrm_stat}. */
final class XfrmCollector implements NodeCollector {

  private static final String FILE = "xfrm_stat";
  private static final String PREFIX = "Xfrm";

  /** Those that node_exporter knows, and what it says of them. */
  private static final Map<String, String> HELPS =
      Map.ofEntries(
          Map.entry("XfrmAcquireError", "State hasn\u2019t been fully acquired before use"),
          Map.entry("XfrmFwdHdrError", "Forward routing of a packet is not allowed"),
          Map.entry("XfrmInBufferError", "No buffer is left"),
          Map.entry("XfrmInError", "All errors not matched by other"),
          Map.entry("XfrmInHdrError", "Header error"),
          Map.entry(
              "XfrmInNoPols",
              "No policy is found for states e.g. Inbound SAs are correct but no SP is found"),
          Map.entry(
              "XfrmInNoStates",
              "No state is found i.e. Either inbound SPI, address, or IPsec protocol at SA is"
                  + " wrong"),
          Map.entry("XfrmInPolBlock", "Policy discards"),
          Map.entry("XfrmInPolError", "Policy error"),
          Map.entry("XfrmInStateExpired", "State is expired"),
          Map.entry("XfrmInStateInvalid", "State is invalid"),
          Map.entry(
              "XfrmInStateMismatch",
              "State has mismatch option e.g. UDP encapsulation type is mismatch"),
          Map.entry("XfrmInStateModeError", "Transformation mode specific error"),
          Map.entry(
              "XfrmInStateProtoError",
              "Transformation protocol specific error e.g. SA key is wrong"),
          Map.entry("XfrmInStateSeqError", "Sequence error i.e. Sequence number is out of window"),
          Map.entry(
              "XfrmInTmplMismatch",
              "No matching template for states e.g. Inbound SAs are correct but SP rule is wrong"),
          Map.entry("XfrmOutBundleCheckError", "Bundle check error"),
          Map.entry("XfrmOutBundleGenError", "Bundle generation error"),
          Map.entry("XfrmOutError", "All errors which is not matched others"),
          Map.entry("XfrmOutNoStates", "No state is found"),
          Map.entry("XfrmOutPolBlock", "Policy discards"),
          Map.entry("XfrmOutPolDead", "Policy is dead"),
          Map.entry("XfrmOutPolError", "Policy error"),
          Map.entry("XfrmOutStateExpired", "State is expired"),
          Map.entry("XfrmOutStateInvalid", "State is invalid, perhaps expired"),
          Map.entry("XfrmOutStateModeError", "Transformation mode specific error"),
          Map.entry("XfrmOutStateProtoError", "Transformation protocol specific error"),
          Map.entry("XfrmOutStateSeqError", "Sequence error i.e. Sequence number overflow"));

  @Override
  public String name() {
    return "xfrm";
  }

  /** As in node_exporter, where it is off by default. */
  @Override
  public boolean onlyByName() {
    return true;
  }

  @Override
  public void collect(Snapshot snapshot, StackSeries out) {
    for (CounterGroup group : snapshot.table(Section.COUNTERS)) {
      if (group.file().equals(FILE)) {
        group.counters().forEach(counter -> collect(group, counter, out));
      }
    }
  }

  private static void collect(CounterGroup group, CounterGroup.Counter counter, StackSeries out) {
    String help = HELPS.get(counter.name());
    if (help != null) {
      String name =
          CaseFormat.UPPER_CAMEL.to(
              CaseFormat.LOWER_UNDERSCORE, counter.name().substring(PREFIX.length()));
      out.counter(
          "node_xfrm_" + name + "_packets",
          help,
          group.unavailable() == null ? counter.value() : 0);
    }
  }
}
