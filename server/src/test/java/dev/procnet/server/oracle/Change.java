package dev.procnet.server.oracle;

import dev.procnet.v1.Mutation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Changes the kernel and says in mutations what it did. */
interface Change {

  /** For situations that are only looked at. */
  Change NONE = told -> {};

  void make(Told told) throws IOException;

  /** What a change tells the model, and what is to be equal then. */
  final class Told {

    private final List<Mutation> mutations = new ArrayList<>();
    private final List<Columns> columns = new ArrayList<>();

    Told tell(Mutation.Builder... news) {
      Arrays.stream(news).map(Mutation.Builder::build).forEach(mutations::add);
      return this;
    }

    Told compare(Columns... determined) {
      columns.addAll(List.of(determined));
      return this;
    }

    List<Mutation> mutations() {
      return mutations;
    }

    List<Columns> columns() {
      return columns;
    }
  }
}
