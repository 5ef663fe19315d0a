package dev.procnet.client;

import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A client of one server, bound to the stack that requests without one speak of.
 *
 * <p>Calls that find no server are tried again for about a second, mutations without being applied
 * twice. Every call has a deadline, see {@link Timeouts}. Safe for use by several threads.
 *
 * <pre>{@code
 * try (ProcnetClient client = ProcnetClient.connect("127.0.0.1:7461")) {
 *   ByteString tcp = client.introspection().read("tcp");
 * }
 * }</pre>
 */
public final class ProcnetClient implements AutoCloseable {

  private final Connection connection;
  private final String stack;
  private final IntrospectionClient introspection;
  private final StackClient stacks;
  private final TransferClient transfer;
  private final JournalClient journal;
  private final FaultClient faults;
  private final AdminClient admin;
  private final ServerChecks checks;

  private ProcnetClient(Connection connection, String stack, Timeouts timeouts) {
    Calls calls = new Calls(connection, stack, timeouts);
    this.connection = connection;
    this.stack = stack;
    this.introspection = new IntrospectionClient(calls);
    this.stacks = new StackClient(calls);
    this.transfer = new TransferClient(calls);
    this.journal = new JournalClient(calls);
    this.faults = new FaultClient(calls);
    this.admin = new AdminClient(calls);
    this.checks = new ServerChecks(calls);
  }

  /**
   * A client of a server's default stack. The connection is made with the first call.
   *
   * @param server {@code host:port}, {@code [v6]:port} or {@code unix:path}
   * @throws IllegalArgumentException if it is none of these
   */
  public static ProcnetClient connect(String server) {
    return connect(ClientOptions.of(server));
  }

  /**
   * As {@link #connect(String)}.
   *
   * @throws TlsFileException if a file that TLS needs can't be used
   * @throws IllegalArgumentException if the file of a token can't be used, or the token would go
   *     without TLS to another machine
   */
  public static ProcnetClient connect(ClientOptions options) {
    return new ProcnetClient(Transport.open(options), options.stack(), options.timeouts());
  }

  /**
   * A client on a channel of the caller's, who keeps it and decides whether it tries calls again.
   *
   * @param stack that requests without one speak of
   */
  public static ProcnetClient over(ManagedChannel channel, String stack, Timeouts timeouts) {
    Connection connection =
        new Connection(channel, channel.authority(), () -> {}, new AtomicBoolean(true));
    return new ProcnetClient(connection, stack, timeouts);
  }

  /** Reads. */
  public IntrospectionClient introspection() {
    return introspection;
  }

  /** Control. */
  public StackClient stacks() {
    return stacks;
  }

  /** Trees in and out. */
  public TransferClient transfer() {
    return transfer;
  }

  /** What was called, of a server for tests. */
  public JournalClient journal() {
    return journal;
  }

  /** Faults on purpose, of a server for tests. */
  public FaultClient faults() {
    return faults;
  }

  /** Operation, by the admin listener. */
  public AdminClient admin() {
    return admin;
  }

  /**
   * Whether the server serves, by {@code grpc.health.v1}.
   *
   * @param service full name; empty: the server as a whole
   */
  public HealthCheckResponse health(String service) {
    return checks.health(service);
  }

  /**
   * Methods that this client may call and the server does not have, as {@code
   * procnet.v1.StackService/GetStack}: an older server's. Asks for each by sending it what it can't
   * take, so that it does nothing.
   */
  public List<String> missingMethods() {
    return checks.missingMethods();
  }

  /** The stack that requests without one speak of. */
  public String stack() {
    return stack;
  }

  /** Makes a lost connection again with the next call, instead of after a growing back-off. */
  public void reconnect() {
    connection.channel().resetConnectBackoff();
  }

  /** Ends all calls and frees the connection. */
  @Override
  public void close() {
    connection.close();
  }
}
