package dev.procnet.client.cli;

import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.procnet.client.cli.Table.Column;
import dev.procnet.v1.CallRecord;
import io.grpc.Status;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Calls of the journal.
 *
 * @param message the answer that has them
 * @param calls one a row
 */
record CallsView(Message message, List<CallRecord> calls) implements View {

  /** Copies the list. */
  CallsView {
    calls = List.copyOf(calls);
  }

  @Override
  public List<Column> columns(boolean wide) {
    Stream<Column> columns =
        Stream.of(
            Column.right("NUMBER"),
            Column.left("METHOD"),
            Column.left("STACK"),
            Column.left("FILE"),
            Column.left("STATUS"),
            Column.right("REVISION"),
            Column.right("MILLIS"),
            Column.left("FAULT"));
    return wide ? Stream.concat(columns, wideColumns()).toList() : columns.toList();
  }

  private static Stream<Column> wideColumns() {
    return Stream.of(
        Column.left("STARTED"),
        Column.left("CALLER"),
        Column.right("RECEIVED"),
        Column.right("BYTES"),
        Column.right("SENT"),
        Column.right("BYTES"),
        Column.left("MESSAGE"));
  }

  @Override
  public Stream<List<Object>> rows(boolean wide) {
    return calls.stream()
        .map(
            call ->
                wide ? Stream.concat(cells(call), wideCells(call)).toList() : cells(call).toList());
  }

  @Override
  public Stream<Object> names() {
    return calls.stream().map(call -> Unsigned.text(call.getSequence()));
  }

  private static Stream<Object> cells(CallRecord call) {
    return Stream.of(
        Unsigned.text(call.getSequence()),
        call.getMethod().substring(call.getMethod().indexOf('/') + 1),
        call.getStack(),
        call.getFile(),
        CallMatchMixin.Codes.text(Status.fromCodeValue(call.getStatus().getCode()).getCode()),
        Unsigned.text(call.getRevision()),
        String.format(Locale.ROOT, "%.3f", Durations.toNanos(call.getDuration()) / 1e6),
        call.getFault());
  }

  private static Stream<Object> wideCells(CallRecord call) {
    return Stream.of(
        Timestamps.toString(call.getStartTime()),
        call.getCaller(),
        Unsigned.text(call.getMessagesReceived()),
        Unsigned.text(call.getBytesReceived()),
        Unsigned.text(call.getMessagesSent()),
        Unsigned.text(call.getBytesSent()),
        call.getStatus().getMessage());
  }
}
