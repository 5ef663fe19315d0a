package dev.procnet.client.testing;

import com.google.protobuf.util.Durations;
import dev.procnet.client.ProcnetClientException;
import dev.procnet.v1.CallMatch;
import dev.procnet.v1.CallRecord;
import io.grpc.Status;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The last calls that spoke of a stack. */
final class JournalTail {

  private static final int MOST = 20;
  private static final String DISABLED = "JOURNAL_DISABLED";

  private JournalTail() {}

  /** They, a line each; empty: the server keeps no journal. */
  static String of(TestStack stack) {
    try {
      CallMatch match = CallMatch.newBuilder().setStack(stack.name()).build();
      List<CallRecord> calls = stack.client().journal().allCalls(match).getCallsList();
      List<CallRecord> last = calls.subList(Math.max(0, calls.size() - MOST), calls.size());
      return "the last "
          + last.size()
          + " of "
          + calls.size()
          + " calls:\n"
          + last.stream().map(JournalTail::line).collect(Collectors.joining());
    } catch (ProcnetClientException e) {
      if (e.reason().filter(DISABLED::equals).isPresent()) {
        return "";
      }
      throw e;
    }
  }

  private static String line(CallRecord call) {
    String method = call.getMethod().substring(call.getMethod().indexOf('/') + 1);
    String status = Status.fromCodeValue(call.getStatus().getCode()).getCode().name();
    return String.format(
        Locale.ROOT,
        "  %s%s%s: %s%s, revision %s, %.1f ms%n",
        method,
        call.getFile().isEmpty() ? "" : " " + call.getFile(),
        call.getFault().isEmpty() ? "" : " with fault " + call.getFault(),
        status,
        call.getStatus().getMessage().isEmpty() ? "" : " (" + call.getStatus().getMessage() + ")",
        Long.toUnsignedString(call.getRevision()),
        Durations.toNanos(call.getDuration()) / 1e6);
  }
}
