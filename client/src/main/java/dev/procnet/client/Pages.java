package dev.procnet.client;

import com.google.protobuf.Message;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Joins the pages of a list.
 *
 * @param fetch the page of a token, empty for the first
 * @param next the token of the page after
 * @param close takes the token away
 * @param <R> answer
 */
record Pages<R extends Message>(
    Function<String, R> fetch, Function<R, String> next, UnaryOperator<R> close) {

  /** All pages as one answer. */
  R all() {
    R page = fetch.apply("");
    Message.Builder joined = page.toBuilder();
    while (!next.apply(page).isEmpty()) {
      page = fetch.apply(next.apply(page));
      joined.mergeFrom(page);
    }
    @SuppressWarnings("unchecked") // a builder builds what it was made from
    R all = (R) joined.build();
    return close.apply(all);
  }
}
