package dev.procnet.server.rpc;

import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.v1.ListStacksRequest;
import dev.procnet.v1.ListStacksResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/** The list of stacks. It is no state of one revision: a page goes on behind a name. */
@Singleton
final class StackList {

  private static final int DEFAULT_SIZE = 100;
  private static final int LARGEST_SIZE = 1000;

  private final StackRegistry stacks;
  private final PageTokens tokens;
  private final Headers headers;

  @Inject
  StackList(StackRegistry stacks, PageTokens tokens, Headers headers) {
    this.stacks = stacks;
    this.tokens = tokens;
    this.headers = headers;
  }

  /**
   * @throws ProcnetException FIELD_INVALID, PAGE_TOKEN_INVALID
   */
  ListStacksResponse answer(ListStacksRequest request) {
    if (request.getPageSize() < 0) {
      throw ProcnetException.field(
          "page_size", "is " + request.getPageSize() + ", expected 0 or more");
    }
    int most =
        request.getPageSize() == 0 ? DEFAULT_SIZE : Math.min(request.getPageSize(), LARGEST_SIZE);
    ListStacksResponse.Builder answer =
        ListStacksResponse.newBuilder().setHeader(headers.ofServer());
    Iterator<Stack> matching =
        stacks.after(start(request)).stream().filter(stack -> matches(stack, request)).iterator();
    String last = "";
    while (matching.hasNext() && answer.getStacksCount() < most) {
      Stack stack = matching.next();
      last = stack.name();
      answer.addStacks(StackMapper.toProto(stack, stack.snapshot()));
    }
    if (matching.hasNext()) {
      answer.setNextPageToken(tokens.seal(PageTokens.bytes(last), context(request)));
    }
    return answer.build();
  }

  private String start(ListStacksRequest request) {
    return request.getPageToken().isEmpty()
        ? ""
        : new String(tokens.open(request.getPageToken(), context(request)), StandardCharsets.UTF_8);
  }

  private static byte[][] context(ListStacksRequest request) {
    ListStacksRequest filter =
        ListStacksRequest.newBuilder().putAllLabels(request.getLabelsMap()).build();
    return new byte[][] {PageTokens.bytes("stacks"), RequestKeys.bytes(filter)};
  }

  private static boolean matches(Stack stack, ListStacksRequest request) {
    return stack.labels().entrySet().containsAll(request.getLabelsMap().entrySet());
  }
}
