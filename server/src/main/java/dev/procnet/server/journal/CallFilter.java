package dev.procnet.server.journal;

import com.google.protobuf.util.Timestamps;
import dev.procnet.server.call.CallNames;
import dev.procnet.server.call.Callers;
import dev.procnet.v1.CallMatch;
import dev.procnet.v1.CallRecord;
import java.util.List;
import java.util.function.Predicate;

/** Tells the calls that someone looks for. */
public record CallFilter(CallMatch wanted) implements Predicate<CallRecord> {

  private static final String ANY = "*";

  @Override
  public boolean test(CallRecord call) {
    return Long.compareUnsigned(call.getSequence(), wanted.getAfterSequence()) > 0
        && (wanted.getStack().isEmpty() || wanted.getStack().equals(call.getStack()))
        && CallNames.isMethod(wanted.getMethodsList(), call.getMethod())
        && CallNames.hasFile(wanted.getFilesList(), List.of(call.getFile()))
        && Callers.matches(wanted.getCaller(), call.getCaller())
        && isCode(call)
        && (!wanted.hasSince() || Timestamps.compare(call.getStartTime(), wanted.getSince()) >= 0)
        && hasFault(call.getFault());
  }

  private boolean isCode(CallRecord call) {
    return wanted.getCodesCount() == 0
        || wanted.getCodesList().contains(call.getStatus().getCode());
  }

  private boolean hasFault(String faults) {
    return switch (wanted.getFault()) {
      case "" -> true;
      case ANY -> !faults.isEmpty();
      default -> List.of(faults.split(",")).contains(wanted.getFault());
    };
  }
}
