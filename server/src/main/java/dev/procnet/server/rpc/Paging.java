package dev.procnet.server.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.server.stack.Table;
import dev.procnet.v1.ReadOptions;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** Lists by pages: all pages of one list come from one revision, which their tokens say. */
@Singleton
final class Paging {

  private static final int DEFAULT_SIZE = 1000;
  private static final int LARGEST_SIZE = 5000;

  /** Answers stay under 1 MiB; the rest is for header and token. */
  private static final int LARGEST_BYTES = 900 * 1024;

  private final Reads reads;
  private final StackRegistry stacks;
  private final PageTokens tokens;

  @Inject
  Paging(Reads reads, StackRegistry stacks, PageTokens tokens) {
    this.reads = reads;
    this.stacks = stacks;
    this.tokens = tokens;
  }

  /**
   * A request for a page.
   *
   * @param list which list
   * @param filter which of its rows, as in the pages before
   */
  record Request(
      String list, String stack, ReadOptions read, int size, String token, ByteString filter) {}

  /**
   * Where a page begins.
   *
   * @param position rows before it, those that do not match included
   * @param matches how many rows match on all pages; -1: not yet counted
   */
  record Start(long position, long matches) {

    static final Start FIRST = new Start(0, -1);
  }

  /**
   * A page.
   *
   * @param next where the next one begins; -1: this is the last
   */
  record Page<P>(List<P> rows, long next) {}

  /** Answers with a page, from the state that the request or its token asks for. */
  <A> void answer(
      Request request, StreamObserver<A> observer, BiFunction<Reads.Found, Start, A> answer) {
    if (request.size() < 0) {
      throw ProcnetException.field("page_size", "is " + request.size() + ", expected 0 or more");
    }
    if (request.token().isEmpty()) {
      reads.unary(
          request.stack(), request.read(), observer, found -> answer.apply(found, Start.FIRST));
      return;
    }
    if (request.read().getAtCase() != ReadOptions.AtCase.AT_NOT_SET) {
      throw ProcnetException.field(
          "read", "is set together with page_token, expected only one of them");
    }
    Stack stack = stacks.get(request.stack());
    ByteBuffer token = ByteBuffer.wrap(tokens.open(request.token(), context(stack, request)));
    Reads.Found found = reads.at(stack, token.getLong(), Reads.sight(request.read()));
    observer.onNext(answer.apply(found, new Start(token.getLong(), token.getLong())));
    observer.onCompleted();
  }

  /** The token of the page after; empty after the last. */
  String next(Request request, Reads.Found found, Page<?> page, long matches) {
    if (page.next() < 0) {
      return "";
    }
    ByteBuffer content = ByteBuffer.allocate(3 * Long.BYTES);
    content.putLong(found.snapshot().revision()).putLong(page.next()).putLong(matches);
    return tokens.seal(content.array(), context(found.stack(), request));
  }

  private static byte[][] context(Stack stack, Request request) {
    return new byte[][] {
      PageTokens.bytes(request.list()),
      PageTokens.bytes(stack.name()),
      // Another stack of the same name has other rows.
      PageTokens.bytes(stack.createdAt().toString()),
      request.filter().toByteArray()
    };
  }

  /** Reads a page of rows that stand in several tables, one after another. */
  static <T, P extends MessageLite> Page<P> page(
      List<? extends Table<? extends T>> tables,
      long start,
      int size,
      Predicate<? super T> matches,
      Function<? super T, P> map) {
    return page(new Matches<>(tables, start, chunk -> true, matches), size, map);
  }

  /** Reads a page of rows that were found to match. */
  static <T, P extends MessageLite> Page<P> page(
      Matches<T> matches, int size, Function<? super T, P> map) {
    int most = size == 0 ? DEFAULT_SIZE : Math.min(size, LARGEST_SIZE);
    List<P> rows = new ArrayList<>();
    long bytes = 0;
    while (matches.hasNext()) {
      T row = matches.next();
      // One more than fits is looked for, so that no last page is empty.
      if (rows.size() == most) {
        return new Page<>(rows, matches.position());
      }
      P made = map.apply(row);
      bytes += made.getSerializedSize() + 4;
      if (bytes > LARGEST_BYTES && !rows.isEmpty()) {
        return new Page<>(rows, matches.position());
      }
      rows.add(made);
    }
    return new Page<>(rows, -1);
  }
}
