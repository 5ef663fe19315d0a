package dev.procnet.server.stack;

import dev.procnet.server.stack.ProcnetException.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers to the newest requests that had an id, bounded in number. Not thread-safe. */
final class Replays<A> {

  private final Map<String, Answered<A>> answers;

  Replays(int capacity) {
    answers =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Answered<A>> eldest) {
            return size() > capacity;
          }
        };
  }

  private record Answered<A>(Object content, A answer) {}

  /** The answer that the request got before; null: it is new. */
  @Nullable A find(RequestKey request) {
    Answered<A> answered = answers.get(request.id());
    if (answered == null) {
      return null;
    }
    if (!answered.content().equals(request.content())) {
      throw reused(request);
    }
    return answered.answer();
  }

  static ProcnetException reused(RequestKey request) {
    return ProcnetException.of(
        Reason.REQUEST_ID_REUSED,
        "request_id '" + request.id() + "' was used for another request, expected a new one",
        "request_id",
        request.id());
  }

  void remember(RequestKey request, A answer) {
    if (!request.id().isEmpty()) {
      answers.put(request.id(), new Answered<>(request.content(), answer));
    }
  }

  /** As if the request had never come. */
  void forget(RequestKey request) {
    answers.remove(request.id());
  }
}
