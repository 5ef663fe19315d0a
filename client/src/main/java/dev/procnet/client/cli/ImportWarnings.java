package dev.procnet.client.cli;

import dev.procnet.v1.ImportStackResponse;
import dev.procnet.v1.ImportWarning;
import dev.procnet.v1.ImportedFile;
import java.util.stream.Stream;

/** What a lenient import could not take into the model, in words. */
final class ImportWarnings {

  private ImportWarnings() {}

  /** A line a file: {@code tcp:3:17: expected ..., found ...; kept as it was captured}. */
  static Stream<String> of(ImportStackResponse response) {
    return response.getFilesList().stream()
        .filter(ImportedFile::hasWarning)
        .map(file -> text(file.getName(), file.getWarning()));
  }

  private static String text(String name, ImportWarning warning) {
    return name
        + ":"
        + Integer.toUnsignedString(warning.getLine())
        + ":"
        + Integer.toUnsignedString(warning.getColumn())
        + ": expected "
        + warning.getExpected()
        + ", found "
        + warning.getActual()
        + "; kept as it was captured";
  }
}
