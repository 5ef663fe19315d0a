package dev.procnet.client.cli;

import com.google.protobuf.Message;
import dev.procnet.client.cli.Table.Column;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.ApplyMutationsResponse;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.MutationResult;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What came of each mutation.
 *
 * @param request names them
 * @param response has a result for each
 */
record ApplyView(ApplyMutationsRequest request, ApplyMutationsResponse response) implements View {

  @Override
  public Message message() {
    return response;
  }

  @Override
  public List<Column> columns(boolean wide) {
    return List.of(
        Column.right("NR"), Column.left("MUTATION"), Column.left("CHANGED"), Column.right("ID"));
  }

  @Override
  public Stream<List<Object>> rows(boolean wide) {
    return IntStream.range(0, response.getResultsCount()).mapToObj(this::row);
  }

  @Override
  public Stream<Object> names() {
    return response.getResultsList().stream().map(ApplyView::id);
  }

  private List<Object> row(int index) {
    MutationResult result = response.getResults(index);
    return List.of(
        Integer.toString(index), name(index), result.getChanged() ? "yes" : "no", id(result));
  }

  private String name(int index) {
    return index < request.getMutationsCount() ? name(request.getMutations(index)) : "";
  }

  private static String name(Mutation mutation) {
    return mutation.getOpCase().name().toLowerCase(Locale.ROOT);
  }

  private static String id(MutationResult result) {
    return result.getAssignedId() == 0 ? "" : Unsigned.text(result.getAssignedId());
  }
}
