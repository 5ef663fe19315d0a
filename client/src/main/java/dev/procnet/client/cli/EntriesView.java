package dev.procnet.client.cli;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.procnet.client.cli.Table.Column;
import dev.procnet.client.cli.Table.Escaped;
import dev.procnet.v1.Entry;
import dev.procnet.v1.ListEntriesResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Entries as a table: of one kind a column a field, of several kinds the kind and all its fields in
 * one column. The wide table has a column, too, for each field of a message within, and for fields
 * that no entry has.
 */
final class EntriesView implements View {

  private final ListEntriesResponse response;
  private final @Nullable FieldDescriptor onlyKind;

  EntriesView(ListEntriesResponse response) {
    this.response = response;
    this.onlyKind = onlyKind(response.getEntriesList());
  }

  private static @Nullable FieldDescriptor onlyKind(List<Entry> entries) {
    FieldDescriptor first = entries.isEmpty() ? null : EntryKinds.of(entries.get(0));
    boolean others = entries.stream().anyMatch(entry -> EntryKinds.of(entry) != first);
    return others ? null : first;
  }

  @Override
  public Message message() {
    return response;
  }

  @Override
  public List<Column> columns(boolean wide) {
    if (onlyKind == null) {
      return List.of(Column.left("KIND"), Column.left("FIELDS"));
    }
    return fields(onlyKind, wide).stream().map(field -> Column.left(title(field))).toList();
  }

  private static String title(String field) {
    return field.toUpperCase(Locale.ROOT).replace('_', '-');
  }

  private List<String> fields(FieldDescriptor kind, boolean wide) {
    if (wide) {
      return EntryFields.paths(kind);
    }
    Set<String> used = new HashSet<>();
    response
        .getEntriesList()
        .forEach(entry -> used.addAll(EntryFields.ofWhole(content(entry, kind)).keySet()));
    return EntryFields.names(kind).stream().filter(used::contains).toList();
  }

  @Override
  public Stream<List<Object>> rows(boolean wide) {
    FieldDescriptor kind = onlyKind;
    if (kind == null) {
      return response.getEntriesList().stream().map(EntriesView::mixed);
    }
    List<String> fields = fields(kind, wide);
    return response.getEntriesList().stream()
        .map(entry -> content(entry, kind))
        .map(content -> wide ? EntryFields.of(content) : EntryFields.ofWhole(content))
        .map(values -> cells(values, fields));
  }

  private static List<Object> cells(Map<String, String> values, List<String> fields) {
    return fields.stream()
        .<Object>map(field -> new Escaped(values.getOrDefault(field, "")))
        .toList();
  }

  private static List<Object> mixed(Entry entry) {
    FieldDescriptor kind = EntryKinds.of(entry);
    return kind == null
        ? List.of("", "")
        : List.of(EntryKinds.word(kind), new Escaped(EntryFields.line(content(entry, kind))));
  }

  private static Message content(Entry entry, FieldDescriptor kind) {
    return (Message) entry.getField(kind);
  }

  /** Entries have no names: their kinds. */
  @Override
  public Stream<Object> names() {
    return response.getEntriesList().stream()
        .map(EntryKinds::of)
        .map(kind -> kind == null ? "" : EntryKinds.word(kind));
  }
}
