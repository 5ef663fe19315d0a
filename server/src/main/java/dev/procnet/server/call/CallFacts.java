package dev.procnet.server.call;

import io.grpc.Context;
import org.jspecify.annotations.Nullable;

/**
 * What the inner parts of the server learn of a call, for the outer one that tells of it. Written
 * by one thread at a time, in the order of the call.
 */
public final class CallFacts {

  private static final Context.Key<CallFacts> KEY = Context.key("procnet-call-facts");

  private volatile String stack = "";
  private volatile String file = "";
  private volatile String fault = "";
  private volatile long revision;

  /** Those of the call that this thread works for; null: nobody wants to know. */
  public static @Nullable CallFacts current() {
    return KEY.get();
  }

  /** A context whose calls tell these. */
  public static Context with(Context context, CallFacts facts) {
    return context.withValue(KEY, facts);
  }

  /** What the request speaks of; empty: of no stack, of no file or of several. */
  public void speaksOf(String newStack, String newFile) {
    stack = newStack;
    file = newFile;
  }

  /** What an answer was made from. */
  public void answeredAt(long newRevision) {
    revision = newRevision;
  }

  /** The faults that act on it, with commas between. */
  public void hasFault(String names) {
    fault = names;
  }

  public String stack() {
    return stack;
  }

  public String file() {
    return file;
  }

  public String fault() {
    return fault;
  }

  /** 0: no answer has told it. */
  public long revision() {
    return revision;
  }
}
