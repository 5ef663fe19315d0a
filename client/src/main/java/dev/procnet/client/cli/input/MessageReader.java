package dev.procnet.client.cli.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.procnet.client.FieldViolation;
import java.util.ArrayList;
import java.util.List;

/** Reads a message from a file of YAML, which JSON is part of, or of text format. */
public final class MessageReader {

  private final String file;

  /**
   * A reader.
   *
   * @param file its name, for errors
   */
  public MessageReader(String file) {
    this.file = file;
  }

  /**
   * Reads a message.
   *
   * @param content UTF-8; nothing but comments: no field is set
   * @param type any message of the type
   * @throws InputException naming every field that is unknown or has a wrong value
   */
  public Message read(byte[] content, Message type) throws InputException {
    List<Document> documents = new YamlInput(file).read(new String(content, UTF_8));
    if (documents.size() > 1) {
      throw new InputException(file + ": one document expected", List.of());
    }
    return documents.isEmpty() ? type.getDefaultInstanceForType() : read(documents.get(0), type);
  }

  /**
   * Reads a message in the format that the file's name, or its content, tells.
   *
   * @param content UTF-8
   * @param type any message of the type
   * @throws InputException naming every field that is unknown or has a wrong value
   */
  public Message readAny(byte[] content, Message type) throws InputException {
    String text = new String(content, UTF_8);
    return switch (InputFormat.of(file, text)) {
      case TEXTPROTO -> new TextInput(file).read(text, type);
      case YAML -> read(content, type);
      // JSON's own parser tells no lines, and YAML's takes no tabs, which are in no string of JSON.
      case JSON -> read(text.replace('\t', ' ').getBytes(UTF_8), type);
    };
  }

  private Message read(Document document, Message type) throws InputException {
    if (!(document.root() instanceof JsonObject)) {
      throw new InputException(file + ": fields expected, not " + document.root(), List.of());
    }
    List<FieldViolation> problems = new ArrayList<>();
    new FieldCheck(document, problems).check(type.getDescriptorForType());
    if (!problems.isEmpty()) {
      throw new InputException(file + ": not applied", problems);
    }
    Message.Builder message = type.newBuilderForType();
    try {
      Details.parser().merge(document.root().toString(), message);
    } catch (InvalidProtocolBufferException e) {
      throw new InputException(file + ": " + e.getMessage(), List.of());
    }
    return message.build();
  }
}
