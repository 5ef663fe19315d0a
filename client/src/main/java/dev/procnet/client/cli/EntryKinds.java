package dev.procnet.client.cli;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import dev.procnet.v1.Entry;
import java.util.Iterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Kinds of entries in words: {@code flow-labels} of all, {@code flow-label} of one. */
final class EntryKinds {

  private static final OneofDescriptor KIND = Entry.getDescriptor().getOneofs().get(0);

  private EntryKinds() {}

  /** What completion offers. The server knows the words too, and perhaps more of them. */
  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return KIND.getFields().stream().map(kind -> plural(word(kind))).iterator();
    }
  }

  /** The field that holds what the entry is; null: a kind that only a newer client knows. */
  static @Nullable FieldDescriptor of(Entry entry) {
    return entry.getOneofFieldDescriptor(KIND);
  }

  /** One of a kind. */
  static String word(FieldDescriptor kind) {
    return kind.getName().replace('_', '-');
  }

  /** As the API has it. */
  static String apiName(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  private static String plural(String word) {
    if (word.endsWith("statistics")) {
      return word;
    }
    if (word.endsWith("y")) {
      return word.substring(0, word.length() - 1) + "ies";
    }
    return word + (word.endsWith("s") || word.endsWith("x") ? "es" : "s");
  }
}
