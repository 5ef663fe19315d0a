package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import com.google.inject.Guice;
import com.google.inject.Stage;
import dev.procnet.server.security.MethodRule;
import dev.procnet.server.security.MethodRules;
import dev.procnet.server.security.Role;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which role may call which method, asked of a server that runs: every method that it has, as each
 * role. The answer is the table in SECURITY.md.
 */
class AccessTableTest {

  private static final Path DOCUMENT = Path.of("..", "SECURITY.md");
  private static final Path WRITTEN = Path.of("target", "access-table.md");
  private static final String NOBODY = "nobody";

  /** A field of number 0, which no message has: what may be called refuses it and does nothing. */
  private static final byte[] NO_MESSAGE = {0};

  @TempDir Path directory;

  @Test
  void everyMethod_asEveryRole_isTheDocumentedTable() throws Exception {
    StringBuilder table = new StringBuilder();
    table.append("| method | listener | ").append(String.join(" | ", callers())).append(" |\n");
    table.append("| --- ".repeat(callers().size() + 2)).append("|\n");
    try (TestDaemon test = start()) {
      rules().forEach((method, rule) -> table.append(row(test, method, rule)));
    }
    System.out.print(table);
    Files.createDirectories(WRITTEN.getParent());
    Files.writeString(WRITTEN, table);

    assertThat(DOCUMENT)
        .as("copy " + WRITTEN + " into it")
        .content()
        .contains("<!-- methods -->\n" + table + "<!-- end of methods -->");
  }

  @Test
  void everyMethodOfAReader_hidesAddressesOrHasNone() throws Exception {
    assertThat(rules())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            (method, rule) ->
                assertThat(rule.showsNoAddresses() || !isOfReader(rule) || hides(method))
                    .as(method)
                    .isTrue());
  }

  private static boolean isOfReader(MethodRule rule) {
    return rule.role().filter(Role.READER::equals).isPresent();
  }

  /** Whether its requests say on whose behalf is read. */
  private static boolean hides(String method) {
    return injected().hidesAddresses(method);
  }

  private static Map<String, MethodRule> rules() {
    return new TreeMap<>(injected().all());
  }

  private static MethodRules injected() {
    try {
      return Guice.createInjector(Stage.DEVELOPMENT, ProcnetServer.modules(ProcnetServer.config()))
          .getInstance(MethodRules.class);
    } catch (StartException e) {
      throw new IllegalStateException(e);
    }
  }

  private TestDaemon start() throws Exception {
    StringBuilder policy = new StringBuilder("grants:\n");
    StringBuilder tokens = new StringBuilder();
    for (Role role : Role.values()) {
      policy.append("- {who: 'token:").append(role.label()).append("', roles: ");
      policy.append(role.label()).append("}\n");
      tokens.append(role.label()).append(' ');
      tokens.append(Hashing.sha256().hashString(role.label(), StandardCharsets.UTF_8)).append('\n');
    }
    Path policyFile = Files.writeString(directory.resolve("policy.yaml"), policy);
    Path tokenFile = Files.writeString(directory.resolve("tokens"), tokens);
    return TestDaemon.start(
        "--admin-listen", "127.0.0.1:0",
        "--policy", policyFile.toString(),
        "--tokens", tokenFile.toString());
  }

  private static List<String> callers() {
    List<String> callers = new ArrayList<>(List.of(NOBODY));
    for (Role role : Role.values()) {
      callers.add(role.label());
    }
    return callers;
  }

  private static String row(TestDaemon test, String method, MethodRule rule) {
    ManagedChannel admin = test.admin();
    StringBuilder row = new StringBuilder("| `" + method + "` | ");
    row.append(call(test.channel(), method, NOBODY) == Status.Code.UNIMPLEMENTED ? "admin" : "all");
    for (String caller : callers()) {
      row.append(" | ").append(cell(call(admin, method, caller), caller, rule));
    }
    return row.append(" |\n").toString();
  }

  private static String cell(Status.Code answer, String caller, MethodRule rule) {
    return switch (answer) {
      case UNAUTHENTICATED, PERMISSION_DENIED -> "no";
      default ->
          caller.equals(Role.READER_REDACTED.label()) && !rule.showsNoAddresses()
              ? "redacted"
              : "yes";
    };
  }

  private static Status.Code call(Channel channel, String method, String caller) {
    Metadata headers = new Metadata();
    if (!caller.equals(NOBODY)) {
      headers.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + caller);
    }
    MethodDescriptor<byte[], byte[]> raw =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(method)
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(new Bytes())
            .build();
    try {
      var _ =
          ClientCalls.blockingUnaryCall(
              io.grpc.ClientInterceptors.intercept(
                  channel, MetadataUtils.newAttachHeadersInterceptor(headers)),
              raw,
              CallOptions.DEFAULT,
              NO_MESSAGE);
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
