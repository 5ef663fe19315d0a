package dev.procnet.server.rpc;

import dev.procnet.server.call.StateView;
import dev.procnet.server.netfile.Reader;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.ResponseHeader;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Finds the state that a read asks for, and waits for it where it is not there yet. */
@Singleton
final class Reads {

  private final StackRegistry stacks;
  private final Headers headers;
  private final Drain drain;
  private final Handover handover;

  @Inject
  Reads(StackRegistry stacks, Headers headers, Drain drain, Handover handover) {
    this.stacks = stacks;
    this.headers = headers;
    this.drain = drain;
    this.handover = handover;
  }

  /**
   * What a read is answered from.
   *
   * @param view the state, as the reader sees it
   */
  record Found(Stack stack, Headers headers, View view) {

    ResponseHeader header() {
      return headers.of(stack, snapshot());
    }

    Snapshot snapshot() {
      return view.snapshot();
    }

    Reader reader() {
      return view.sight().reader();
    }
  }

  /** Answers with one message, made from the state that the options ask for. */
  <A> void unary(
      String stackName,
      ReadOptions options,
      StreamObserver<A> observer,
      Function<Found, A> answer) {
    unaryWhereQuick(stackName, options, observer, found -> true, answer);
  }

  /**
   * The same on an event loop, where only what is quick is answered at once. The rest is handed to
   * the threads that run calls.
   */
  <A> void unaryWhereQuick(
      String stackName,
      ReadOptions options,
      StreamObserver<A> observer,
      Predicate<Found> quick,
      Function<Found, A> answer) {
    // Each call of a server has such an observer.
    ServerCallStreamObserver<A> call = (ServerCallStreamObserver<A>) observer;
    Consumer<Found> send =
        found -> {
          call.onNext(answer.apply(found));
          call.onCompleted();
        };
    Executor turns = handover.ofCaller();
    Consumer<Found> then =
        found -> {
          if (quick.test(found)) {
            send.accept(found);
          } else {
            turns.execute(() -> orTell(call, () -> send.accept(found)));
          }
        };
    call.setOnCancelHandler(find(stackName, options, then, call::onError));
  }

  /** What fails away from the thread of a call, its interceptors do not see. */
  private static void orTell(ServerCallStreamObserver<?> call, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      call.onError(e);
    }
  }

  /** Answers with many messages, made from the state that the options ask for. */
  <A> void stream(
      String stackName,
      ReadOptions options,
      StreamObserver<A> observer,
      Function<Found, Pump.Source<A>> source) {
    Pump<A> pump = new Pump<>((ServerCallStreamObserver<A>) observer);
    pump.atEnd(find(stackName, options, found -> pump.start(source.apply(found)), pump::fail));
  }

  /**
   * Finds the state that the options ask for, now or later.
   *
   * @param then gets it: at once and on this thread where it is there
   * @param otherwise gets the error of a wait
   * @return ends the wait
   * @throws ProcnetException STACK_NOT_FOUND, FIELD_INVALID, REVISION_COMPACTED, REVISION_IN_FUTURE
   */
  private Runnable find(
      String stackName,
      ReadOptions options,
      Consumer<Found> then,
      Consumer<RuntimeException> otherwise) {
    Stack stack = stacks.get(stackName);
    Sight sight = sight(options);
    // Known to this thread, not to the one that ends a wait.
    UnaryOperator<Snapshot> view = StateView.current();
    if (options.hasMinRevision()
        && Long.compareUnsigned(stack.snapshot().revision(), options.getMinRevision()) < 0) {
      RevisionWait wait =
          new RevisionWait(
              stack,
              options.getMinRevision(),
              () -> then.accept(found(stack, view.apply(stack.snapshot()), sight)),
              otherwise);
      return wait.begin(drain, handover.ofCaller());
    }
    Snapshot snapshot =
        options.hasExactRevision() ? exact(stack, options.getExactRevision()) : stack.snapshot();
    then.accept(found(stack, view.apply(snapshot), sight));
    return () -> {};
  }

  static Sight sight(ReadOptions options) {
    if (!options.hasReader()) {
      return Sight.FULL;
    }
    return new Sight(
        Violations.under("read.reader", () -> ReaderMapper.toModel(options.getReader())));
  }

  /** What a page after the first is made from: its token says which revision. */
  Found at(Stack stack, long revision, Sight sight) {
    return found(stack, StateView.current().apply(exact(stack, revision)), sight);
  }

  private Found found(Stack stack, Snapshot snapshot, Sight sight) {
    return new Found(stack, headers, new View(snapshot, sight));
  }

  static Snapshot exact(Stack stack, long revision) {
    if (revision < 0) {
      throw future(stack, revision);
    }
    return stack.snapshot(revision);
  }

  /** Beyond what the model's own numbers reach. */
  static ProcnetException future(Stack stack, long revision) {
    String requested = Long.toUnsignedString(revision);
    long newest = stack.snapshot().revision();
    return ProcnetException.of(
        Reason.REVISION_IN_FUTURE,
        "revision " + requested + " is not there yet, the newest is " + newest,
        "requested",
        requested,
        "current_revision",
        newest);
  }
}
