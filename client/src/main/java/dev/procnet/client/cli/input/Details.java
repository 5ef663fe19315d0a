package dev.procnet.client.cli.input;

import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.ErrorDetailsProto;

/** JSON of messages with details of errors in them, whose types the API does not name. */
public final class Details {

  private static final TypeRegistry TYPES =
      TypeRegistry.newBuilder().add(ErrorDetailsProto.getDescriptor().getMessageTypes()).build();

  private Details() {}

  /** Prints them. */
  public static JsonFormat.Printer printer() {
    return JsonFormat.printer().usingTypeRegistry(TYPES);
  }

  /** Reads them. */
  static JsonFormat.Parser parser() {
    return JsonFormat.parser().usingTypeRegistry(TYPES);
  }
}
