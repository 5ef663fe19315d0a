package dev.procnet.client.cli.input;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import dev.procnet.client.FieldViolation;
import dev.procnet.v1.ApplyMutationsRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads protobuf's text format.
 *
 * @param file for errors
 */
record TextInput(String file) {

  /** How the parser names a field that it does not know: line:column:, message type, field. */
  private static final Pattern UNKNOWN =
      Pattern.compile("(\\d+):(\\d+):\\s+([\\w.]+)\\.(\\w+)\\s*$", Pattern.MULTILINE);

  ApplyMutationsRequest read(String text) throws InputException {
    return (ApplyMutationsRequest) read(text, ApplyMutationsRequest.getDefaultInstance());
  }

  /**
   * Reads a message.
   *
   * @param type any message of the type
   */
  Message read(String text, Message type) throws InputException {
    Message.Builder message = type.newBuilderForType();
    try {
      TextFormat.merge(text, message);
    } catch (TextFormat.ParseException e) {
      throw failure(String.valueOf(e.getMessage()), type.getDescriptorForType().getFile());
    }
    return message.build();
  }

  private InputException failure(String message, FileDescriptor source) {
    Matcher unknown = UNKNOWN.matcher(message);
    List<FieldViolation> fields = unknown.results().map(found -> violation(found, source)).toList();
    return fields.isEmpty()
        ? new InputException(file + ":" + message, List.of())
        : new InputException(file + ": not applied", fields);
  }

  private static FieldViolation violation(MatchResult unknown, FileDescriptor source) {
    String type = unknown.group(3);
    String name = unknown.group(4);
    List<String> names = find(type, source).map(TextInput::names).orElse(List.of());
    return new FieldViolation(
        "line " + unknown.group(1) + ", column " + unknown.group(2) + ", " + name,
        "no field of " + type.substring(type.lastIndexOf('.') + 1) + Nearest.hint(name, names));
  }

  private static Optional<Descriptor> find(String fullName, FileDescriptor source) {
    String name = fullName.substring(fullName.lastIndexOf('.') + 1);
    return files(source)
        .map(file -> file.findMessageTypeByName(name))
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static Stream<FileDescriptor> files(FileDescriptor source) {
    return Stream.concat(
        Stream.of(source), source.getDependencies().stream().flatMap(TextInput::files));
  }

  private static List<String> names(Descriptor type) {
    return type.getFields().stream().map(FieldDescriptor::getName).toList();
  }
}
