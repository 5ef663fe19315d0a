package dev.procnet.client.cli;

import com.google.protobuf.Message;
import dev.procnet.client.cli.Table.Column;
import dev.procnet.v1.FileOutcome;
import dev.procnet.v1.ImportStackResponse;
import dev.procnet.v1.ImportedFile;
import java.util.List;
import java.util.stream.Stream;

/**
 * What became of each file of an import.
 *
 * @param response the answer
 */
record ImportView(ImportStackResponse response) implements View {

  @Override
  public Message message() {
    return response;
  }

  @Override
  public List<Column> columns(boolean wide) {
    return List.of(
        Column.left("FILE"), Column.left("OUTCOME"), Column.right("LINES"), Column.right("BYTES"));
  }

  @Override
  public Stream<List<Object>> rows(boolean wide) {
    return response.getFilesList().stream()
        .map(
            f ->
                List.of(
                    f.getName(),
                    Enums.text(f.getOutcome(), FileOutcome.FILE_OUTCOME_UNSPECIFIED),
                    Unsigned.text(f.getLines()),
                    Unsigned.text(f.getBytes())));
  }

  @Override
  public Stream<Object> names() {
    return response.getFilesList().stream().map(ImportedFile::getName);
  }
}
