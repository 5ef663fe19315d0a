package dev.procnet.client.cli;

import dev.procnet.v1.CallMatch;
import io.grpc.Status;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which calls of the journal. Options that are given several times: any of their values. */
final class CallMatchMixin {

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description = "ReadNetFile, or procnet.v1.IntrospectionService/ReadNetFile.")
  private List<String> methods = List.of();

  @Option(
      names = "--net-file",
      paramLabel = "FILE",
      description = "tcp; 'dev_snmp6/*' for all that begin so.")
  private List<String> files = List.of();

  @Option(
      names = "--caller",
      paramLabel = "CALLER",
      description = "Its metadata x-procnet-caller, or its address with or without port.")
  private String caller = "";

  @Option(
      names = "--status",
      paramLabel = "CODE",
      converter = Codes.class,
      completionCandidates = Codes.Words.class,
      description = "How it ended: ok, not-found, unavailable, ...")
  // Numbers, since the type of a field is loaded with its command, and gRPC only for a call.
  private List<Integer> codes = List.of();

  @Option(
      names = "--after",
      paramLabel = "N",
      converter = Unsigned.Of64.class,
      description = "Ended after the call of that number.")
  private long after;

  @Option(
      names = "--fault",
      paramLabel = "RULE",
      description = "With a fault of that name. '*': with any.")
  private String fault = "";

  /** Of the stack that the command line names; unless it names one: of all. */
  CallMatch match(Session session) {
    return CallMatch.newBuilder()
        .setStack(session.options().stack() == null ? "" : session.stack())
        .addAllMethods(methods)
        .addAllFiles(files)
        .setCaller(caller)
        .addAllCodes(codes)
        .setAfterSequence(after)
        .setFault(fault)
        .build();
  }

  /** gRPC's codes in words. */
  static final class Codes implements ITypeConverter<Integer> {

    @Override
    public Integer convert(String word) {
      String wanted = word.replace('_', '-');
      return Stream.of(Status.Code.values())
          .filter(code -> text(code).equalsIgnoreCase(wanted))
          .findFirst()
          .map(Status.Code::value)
          .orElseThrow(() -> unknown(word));
    }

    private static TypeConversionException unknown(String word) {
      return Enums.unknown(word, words());
    }

    static String text(Status.Code code) {
      return code.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<String> words() {
      return Stream.of(Status.Code.values()).map(Codes::text).toList();
    }

    /** For completion. */
    static final class Words implements Iterable<String> {
      @Override
      public Iterator<String> iterator() {
        return words().iterator();
      }
    }
  }
}
