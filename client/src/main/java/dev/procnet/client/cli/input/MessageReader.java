package dev.procnet.client.cli.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.procnet.client.FieldViolation;
import java.util.ArrayList;
import java.util.List;

/** Reads a message from a file of YAML, which JSON is part of. */
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
      JsonFormat.parser().merge(document.root().toString(), message);
    } catch (InvalidProtocolBufferException e) {
      throw new InputException(file + ": " + e.getMessage(), List.of());
    }
    return message.build();
  }
}
