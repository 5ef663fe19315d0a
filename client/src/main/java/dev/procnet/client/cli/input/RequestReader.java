package dev.procnet.client.cli.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.procnet.client.FieldViolation;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.Mutation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a request from a file: whole, or its mutations alone. */
public final class RequestReader {

  private static final String MUTATIONS = "mutations";

  private final String file;

  /**
   * A reader.
   *
   * @param file its name, for its ending and for errors
   */
  public RequestReader(String file) {
    this.file = file;
  }

  /**
   * Reads a request.
   *
   * @param content UTF-8
   * @param format null: as the file's name or its content tell
   * @throws InputException naming every field that is unknown or has a wrong value
   */
  public ApplyMutationsRequest read(byte[] content, @Nullable InputFormat format)
      throws InputException {
    String text = decode(content);
    ApplyMutationsRequest request =
        switch (format == null ? InputFormat.of(file, text) : format) {
          case YAML -> request(new YamlInput(file).read(text));
          case JSON -> request(List.of(new JsonInput(file).read(text)));
          case TEXTPROTO -> new TextInput(file).read(text);
        };
    if (request.getMutationsCount() == 0) {
      throw new InputException(file + ": has no mutations", List.of());
    }
    return request;
  }

  private ApplyMutationsRequest request(List<Document> documents) throws InputException {
    List<FieldViolation> problems = new ArrayList<>();
    List<JsonObject> roots = new ArrayList<>();
    for (Document document : documents) {
      Document whole = wrap(document);
      new FieldCheck(whole, problems).check(ApplyMutationsRequest.getDescriptor());
      roots.add(whole.root().getAsJsonObject());
    }
    if (!problems.isEmpty()) {
      throw new InputException(file + ": not applied", problems);
    }
    ApplyMutationsRequest.Builder request = ApplyMutationsRequest.newBuilder();
    for (JsonObject root : roots) {
      merge(root, request);
    }
    return request.build();
  }

  /** A list of mutations, or a single one, as the request that has them. */
  private Document wrap(Document document) throws InputException {
    if (document.root() instanceof JsonArray list) {
      return document.within(requestOf(list), path -> MUTATIONS + path);
    }
    if (!(document.root() instanceof JsonObject object)) {
      throw new InputException(
          file + ": a request or a list of mutations expected, not " + document.root(), List.of());
    }
    return isMutation(object)
        ? document.within(
            requestOf(listOf(object)), path -> Paths.field(Paths.element(MUTATIONS, 0), path))
        : document;
  }

  private void merge(JsonObject root, ApplyMutationsRequest.Builder request) throws InputException {
    ApplyMutationsRequest.Builder one = ApplyMutationsRequest.newBuilder();
    try {
      JsonFormat.parser().merge(root.toString(), one);
    } catch (InvalidProtocolBufferException e) {
      throw new InputException(file + ": " + e.getMessage(), List.of());
    }
    if (differ(request.getStack(), one.getStack())
        || differ(request.getRequestId(), one.getRequestId())) {
      throw new InputException(
          file + ": documents are one batch, of one stack and one request id", List.of());
    }
    request.mergeFrom(one.build());
  }

  private String decode(byte[] content) throws InputException {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new InputException(file + ": is not UTF-8", List.of());
    }
  }

  private static boolean isMutation(JsonObject object) {
    return object.keySet().stream()
        .anyMatch(key -> FieldCheck.find(Mutation.getDescriptor(), key).isPresent());
  }

  private static JsonArray listOf(JsonObject mutation) {
    JsonArray list = new JsonArray();
    list.add(mutation);
    return list;
  }

  private static JsonObject requestOf(JsonArray mutations) {
    JsonObject request = new JsonObject();
    request.add(MUTATIONS, mutations);
    return request;
  }

  private static boolean differ(String one, String other) {
    return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
  }
}
