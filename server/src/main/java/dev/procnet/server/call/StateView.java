package dev.procnet.server.call;

import dev.procnet.server.stack.Snapshot;
import io.grpc.Context;
import java.util.function.UnaryOperator;

/** How a call sees the state, where that is not as it is. Reads look through it. */
public final class StateView {

  private static final Context.Key<UnaryOperator<Snapshot>> KEY =
      Context.keyWithDefault("procnet-state-view", UnaryOperator.identity());

  private StateView() {}

  /** That of the call that this thread works for. */
  public static UnaryOperator<Snapshot> current() {
    return KEY.get();
  }

  /** A context whose calls look through {@code view}. */
  public static Context with(Context context, UnaryOperator<Snapshot> view) {
    return context.withValue(KEY, view);
  }
}
