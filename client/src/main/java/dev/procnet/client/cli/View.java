package dev.procnet.client.cli;

import com.google.protobuf.Message;
import dev.procnet.client.cli.Table.Column;
import java.util.List;
import java.util.stream.Stream;

/** An answer, in each form that it can be printed in. */
interface View {

  /** For JSON and YAML. */
  Message message();

  /** For tables. */
  List<Column> columns(boolean wide);

  /** As many cells a row as there are columns. */
  Stream<List<Object>> rows(boolean wide);

  /** For {@code -o name}, unescaped. */
  Stream<Object> names();
}
