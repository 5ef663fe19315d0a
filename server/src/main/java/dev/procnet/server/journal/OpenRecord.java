package dev.procnet.server.journal;

import com.google.common.base.Ticker;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import dev.procnet.server.call.CallFacts;
import dev.procnet.server.call.Callers;
import dev.procnet.v1.CallRecord;
import dev.procnet.v1.CallStatus;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** The record of a call that goes on. */
final class OpenRecord {

  private final Journal journal;
  private final Ticker ticker;
  private final CallFacts facts;
  private final String method;
  private final String caller;
  private final Instant startedAt;
  private final long start;
  private final LongAdder messagesReceived = new LongAdder();
  private final LongAdder bytesReceived = new LongAdder();
  private final LongAdder messagesSent = new LongAdder();
  private final LongAdder bytesSent = new LongAdder();
  private final AtomicBoolean ended = new AtomicBoolean();

  OpenRecord(
      Journal journal,
      Instant startedAt,
      Ticker ticker,
      CallFacts facts,
      ServerCall<?, ?> call,
      Metadata headers) {
    this.journal = journal;
    this.ticker = ticker;
    this.facts = facts;
    this.method = call.getMethodDescriptor().getFullMethodName();
    this.caller = Callers.of(call, headers);
    this.startedAt = startedAt;
    this.start = ticker.read();
  }

  void received(int bytes) {
    messagesReceived.increment();
    bytesReceived.add(bytes);
  }

  void sent(int bytes) {
    messagesSent.increment();
    bytesSent.add(bytes);
  }

  /** Writes it down, the first time. */
  void end(Status status, Metadata trailers) {
    if (ended.compareAndSet(false, true)) {
      journal.add(
          CallRecord.newBuilder()
              .setStartTime(
                  Timestamp.newBuilder()
                      .setSeconds(startedAt.getEpochSecond())
                      .setNanos(startedAt.getNano()))
              .setDuration(Durations.fromNanos(ticker.read() - start))
              .setMethod(method)
              .setStack(facts.stack())
              .setFile(facts.file())
              .setCaller(caller)
              .setStatus(toProto(status, trailers))
              .setRevision(facts.revision())
              .setMessagesReceived(messagesReceived.sum())
              .setBytesReceived(bytesReceived.sum())
              .setMessagesSent(messagesSent.sum())
              .setBytesSent(bytesSent.sum())
              .setFault(facts.fault()));
    }
  }

  private static CallStatus toProto(Status status, Metadata trailers) {
    com.google.rpc.Status told = StatusProto.fromStatusAndTrailers(status, trailers);
    return CallStatus.newBuilder()
        .setCode(told.getCode())
        .setMessage(told.getMessage())
        .addAllDetails(told.getDetailsList())
        .build();
  }
}
