package dev.procnet.server.config;

import dev.procnet.server.config.Setting.Kind;
import dev.procnet.server.stack.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Every setting of a server: the flags, the configuration file and their manual are made of it. */
public final class Settings {

  static final String NONE = "none";

  public static final Setting<ListenAddress> LISTEN =
      Setting.address(
          "listen",
          Kind.SEVERAL,
          "127.0.0.1:7461",
          ListenAddress.SHAPE,
          ListenAddress::parse,
          "where gRPC is served; may be given several times; port 0 takes a free one");

  public static final Setting<Optional<ListenAddress.Tcp>> WEB_LISTEN =
      Setting.address(
          "web-listen",
          Kind.ONE,
          "127.0.0.1:7462",
          "host:port, [v6]:port or none",
          Settings::webAddress,
          "where the status page, /metrics and /healthz are served over HTTP; none: nowhere");

  public static final Setting<Boolean> INSECURE_LISTEN =
      Setting.onOff(
          "insecure-listen",
          "allow addresses beyond loopback without TLS and a policy; without a policy, anyone who"
              + " can connect controls every stack");

  public static final Setting<Optional<ListenAddress>> ADMIN_LISTEN =
      Setting.address(
          "admin-listen",
          Kind.ONE,
          NONE,
          ListenAddress.SHAPE + " or none",
          Settings::adminAddress,
          "where all that --listen serves, reflection, channelz and the service that drains are"
              + " served; on loopback only");

  public static final Setting<SocketMode> SOCKET_MODE =
      Setting.choice(
          "socket-mode",
          SocketMode.OWNER,
          SocketMode.values(),
          SocketMode::label,
          "who may connect to Unix sockets: the owner, its group too, or all");

  public static final Setting<Path> TLS_CERT =
      Setting.path(
          "tls-cert", "FILE", "speak TLS, with this PEM certificate and the chain behind it");

  public static final Setting<Path> TLS_KEY =
      Setting.path("tls-key", "FILE", "the PEM key of --tls-cert, in PKCS#8");

  public static final Setting<Path> TLS_CLIENT_CA =
      Setting.path(
          "tls-client-ca",
          "FILE",
          "take client certificates of these PEM authorities; the policy knows them by their DNS"
              + " and URI names");

  public static final Setting<ClientAuth> TLS_CLIENT_AUTH =
      Setting.choice(
          "tls-client-auth",
          ClientAuth.REQUEST,
          ClientAuth.values(),
          ClientAuth::label,
          "whether clients may come without a certificate, with a token for example");

  public static final Setting<TlsVersion> TLS_MIN_VERSION =
      Setting.choice(
          "tls-min-version",
          TlsVersion.TLS_1_3,
          TlsVersion.values(),
          TlsVersion::label,
          "the oldest TLS that is spoken");

  public static final Setting<Path> POLICY =
      Setting.path(
          "policy", "FILE", "a YAML file of who has which role; without it, who is local has all");

  public static final Setting<Path> TOKENS =
      Setting.path(
          "tokens",
          "FILE",
          "take bearer tokens: a line 'NAME SHA256' each, the hash in hexadecimal");

  public static final Setting<Duration> RELOAD_INTERVAL =
      Setting.time(
          "reload-interval",
          "10s",
          "100ms",
          "1h",
          "how often certificates, keys, tokens and policy are looked at for changes");

  public static final Setting<Path> AUDIT_LOG =
      Setting.path(
          "audit-log",
          "FILE",
          "append a JSON line for each mutation, denial and admin call; -: to standard output");

  public static final Setting<Path> PORT_FILE =
      Setting.path(
          "port-file",
          "FILE",
          "written once serving: a line grpc=ADDR a listener and web=ADDR; removed at a clean"
              + " stop");

  public static final Setting<Path> IMPORT =
      Setting.path(
          "import",
          "DIR",
          "make the stack 'default' of this captured tree, DIR/net/* or DIR/*; /proc works too");

  public static final Setting<Boolean> IMPORT_LENIENT =
      Setting.onOff(
          "import-lenient",
          "keep files of the imported tree that no known system prints as they were captured");

  public static final Setting<Profile> PROFILE =
      Setting.choice(
          "profile",
          Profile.LINUX_6_18,
          Profile.values(),
          Profile::label,
          "which system the stack 'default' prints like where nothing is imported");

  public static final Setting<Path> STATE_DIR =
      Setting.path(
          "state-dir",
          "DIR",
          "keep all stacks in this directory, over restarts; without it they are in memory only");

  public static final Setting<StateConfig.Fsync> FSYNC =
      Setting.choice(
          "fsync",
          StateConfig.Fsync.EACH,
          StateConfig.Fsync.values(),
          StateConfig.Fsync::label,
          "when changes are written through to the disk of --state-dir: before each answer, now and"
              + " then, or never by this server");

  public static final Setting<Duration> FSYNC_INTERVAL =
      Setting.time("fsync-interval", "1s", "10ms", "1h", "how often, for --fsync interval");

  public static final Setting<Long> STATE_LOG =
      Setting.size(
          "state-log",
          "64MiB",
          "64KiB",
          "16GiB",
          "bytes of changes in --state-dir after which all stacks are written anew and older"
              + " changes are forgotten");

  public static final Setting<Integer> MAX_STACKS =
      Setting.number("max-stacks", "10000", 1, 1_000_000, "most stacks at one time");

  public static final Setting<Integer> MAX_SOCKETS =
      Setting.number(
          "max-sockets", "2000000", 1, 100_000_000, "most sockets of all kinds in a stack");

  public static final Setting<Integer> MAX_INTERFACES =
      Setting.number("max-interfaces", "10000", 1, 1_000_000, "most interfaces of a stack");

  public static final Setting<Integer> MAX_ROUTES =
      Setting.number("max-routes", "1000000", 1, 100_000_000, "most routes of a stack");

  public static final Setting<Integer> MAX_MEMBERSHIPS =
      Setting.number(
          "max-memberships", "100000", 1, 10_000_000, "most multicast memberships of a stack");

  public static final Setting<Integer> MAX_MUTATIONS =
      Setting.number("max-mutations", "1000", 1, 100_000, "most mutations in a batch");

  public static final Setting<Integer> HISTORY_REVISIONS =
      Setting.number(
          "history-revisions", "1000", 1, 1_000_000, "most revisions that a stack can be read at");

  public static final Setting<Integer> HISTORY_ROWS =
      Setting.number(
          "history-rows",
          "200000",
          1,
          Integer.MAX_VALUE,
          "most changed rows in all revisions that a stack keeps");

  public static final Setting<Integer> MAX_CHECKPOINTS =
      Setting.number("max-checkpoints", "100", 0, 1000, "most checkpoints of a stack");

  public static final Setting<Long> MAX_IMPORT =
      Setting.size(
          "max-import", "512MiB", "1KiB", "1GiB", "most bytes of all files of one imported tree");

  public static final Setting<Long> RENDER_CACHE =
      Setting.size(
          "render-cache",
          "256MiB",
          "0B",
          "64GiB",
          "most bytes of printed rows that are remembered, so that a read prints anew only what"
              + " changed; never more than a quarter of the heap");

  public static final Setting<Integer> GRPC_THREADS =
      Setting.number(
          "grpc-threads",
          String.valueOf(Math.max(2, Runtime.getRuntime().availableProcessors())),
          1,
          1024,
          "threads that run calls; the default is one a processor, at least 2");

  public static final Setting<Long> MAX_MESSAGE =
      Setting.size(
          "max-message", "4MiB", "64KiB", "1GiB", "the largest message taken from a client");

  public static final Setting<Long> MAX_METADATA =
      Setting.size("max-metadata", "8KiB", "1KiB", "1MiB", "most bytes of a call's metadata");

  public static final Setting<Integer> MAX_CALLS =
      Setting.number("max-calls", "1000", 1, 1_000_000, "most calls at one time on one connection");

  public static final Setting<Integer> MAX_TOTAL_CALLS =
      Setting.number(
          "max-total-calls",
          "20000",
          1,
          10_000_000,
          "most calls at one time, streams included; once three quarters are taken, a caller has at"
              + " most an equal share");

  public static final Setting<Integer> MAX_CALLER_CALLS =
      Setting.number(
          "max-caller-calls",
          "5000",
          1,
          1_000_000,
          "most calls of one caller at one time, streams included; a caller is who its connection"
              + " proves it to be, else its address");

  public static final Setting<Integer> MAX_WATCHERS =
      Setting.number("max-watchers", "10000", 1, 1_000_000, "most watches at one time");

  public static final Setting<Duration> CALL_TIME =
      Setting.time(
          "call-time",
          "1m",
          "0s",
          "24h",
          "a call with one answer ends after that, where its caller gives no deadline; 0s: never");

  public static final Setting<Duration> STREAM_TIME =
      Setting.time(
          "stream-time",
          "1h",
          "0s",
          "720h",
          "a stream other than a watch ends after that, where its caller gives no deadline; 0s:"
              + " never");

  public static final Setting<Integer> MAX_CONNECTIONS =
      Setting.number("max-connections", "20000", 1, 1_000_000, "most gRPC connections");

  public static final Setting<Integer> MAX_PEER_CONNECTIONS =
      Setting.number(
          "max-peer-connections",
          "2000",
          1,
          1_000_000,
          "most gRPC connections of one address, of IPv6 one /64; those to Unix sockets are not"
              + " told apart");

  public static final Setting<Integer> MAX_RESETS =
      Setting.number(
          "max-resets",
          "10000",
          1,
          10_000_000,
          "calls that a client may cancel on one connection within 30 s");

  public static final Setting<Duration> HANDSHAKE_TIME =
      Setting.time(
          "handshake-time",
          "20s",
          "1s",
          "10m",
          "a connection that is not set up in that time is closed");

  public static final Setting<Duration> CONNECTION_IDLE =
      Setting.time(
          "connection-idle",
          "30m",
          "0s",
          "720h",
          "a connection without calls for that long is closed; 0s: never");

  public static final Setting<Duration> CONNECTION_AGE =
      Setting.time(
          "connection-age",
          "0s",
          "0s",
          "720h",
          "a connection takes no more calls after that; 0s: never");

  public static final Setting<Duration> CONNECTION_AGE_GRACE =
      Setting.time(
          "connection-age-grace", "5m", "0s", "24h", "how long its calls may go on after that");

  public static final Setting<Long> FLOW_WINDOW =
      Setting.size(
          "flow-window",
          "1MiB",
          "64KiB",
          "64MiB",
          "bytes that a client may send ahead on a call or connection; what an import fills");

  public static final Setting<Duration> KEEPALIVE_TIME =
      Setting.time(
          "keepalive-time",
          "60s",
          "1s",
          "24h",
          "a connection silent for that long is pinged, so that watches of dead clients end");

  public static final Setting<Duration> KEEPALIVE_TIMEOUT =
      Setting.time(
          "keepalive-timeout", "20s", "1s", "1h", "a ping unanswered for that long ends it");

  public static final Setting<Duration> KEEPALIVE_PERMIT =
      Setting.time(
          "keepalive-permit",
          "10s",
          "1s",
          "1h",
          "clients that ping more often than that are disconnected");

  public static final Setting<Duration> DRAIN_GRACE =
      Setting.time(
          "drain-grace", "10s", "0s", "1h", "how long calls may go on after SIGTERM or SIGINT");

  public static final Setting<String> WEB_HOST =
      Setting.text(
          "web-host",
          "NAME",
          "a host name",
          "a name that the web listener is called by, as a proxy before it does; on loopback others"
              + " but localhost and addresses are refused; may be given several times");

  public static final Setting<Integer> WEB_CONNECTIONS =
      Setting.number("web-connections", "2000", 1, 10_000, "most HTTP connections at one time");

  public static final Setting<Duration> WEB_TIMEOUT =
      Setting.time(
          "web-timeout",
          "10s",
          "1s",
          "10m",
          "an HTTP request not read, or not answered, in that time is cut off");

  public static final Setting<Integer> WEB_SERIES =
      Setting.number(
          "web-series",
          "500000",
          1000,
          50_000_000,
          "most series of stacks in a scrape of /metrics");

  public static final Setting<Boolean> FAULTS =
      Setting.onOff(
          "faults", "let clients make calls fail, come late or tell old news, for tests of theirs");

  public static final Setting<Boolean> JOURNAL =
      Setting.onOff("journal", "keep a journal of calls, for tests; not of what they carry");

  public static final Setting<Long> JOURNAL_SIZE =
      Setting.size(
          "journal-size",
          "16MiB",
          "64KiB",
          "1GiB",
          "memory for the journal, about; the oldest calls are dropped");

  public static final Setting<Boolean> TEST_MODE =
      Setting.onOff(
          "test-mode",
          "for tests: --faults --journal --listen 127.0.0.1:0 --web-listen none --drain-grace"
              + " 200ms; those given by themselves win");

  public static final Setting<Integer> PARENT_PID =
      Setting.optionalNumber(
          "parent-pid",
          1,
          Integer.MAX_VALUE,
          "the process that started it: stop within seconds of its end, however it ends");

  public static final Setting<LogConfig.Format> LOG_FORMAT =
      Setting.choice(
          "log-format",
          LogConfig.Format.TEXT,
          LogConfig.Format.values(),
          LogConfig.Format::label,
          "a line of text or a JSON object an event, on stderr");

  public static final Setting<LogConfig.Level> LOG_LEVEL =
      Setting.choice(
          "log-level",
          LogConfig.Level.INFO,
          LogConfig.Level.values(),
          LogConfig.Level::label,
          "the least of what is logged");

  private static final List<Setting<?>> ALL =
      List.of(
          LISTEN,
          WEB_LISTEN,
          INSECURE_LISTEN,
          ADMIN_LISTEN,
          SOCKET_MODE,
          TLS_CERT,
          TLS_KEY,
          TLS_CLIENT_CA,
          TLS_CLIENT_AUTH,
          TLS_MIN_VERSION,
          POLICY,
          TOKENS,
          RELOAD_INTERVAL,
          AUDIT_LOG,
          PORT_FILE,
          IMPORT,
          IMPORT_LENIENT,
          PROFILE,
          STATE_DIR,
          FSYNC,
          FSYNC_INTERVAL,
          STATE_LOG,
          MAX_STACKS,
          MAX_SOCKETS,
          MAX_INTERFACES,
          MAX_ROUTES,
          MAX_MEMBERSHIPS,
          MAX_MUTATIONS,
          HISTORY_REVISIONS,
          HISTORY_ROWS,
          MAX_CHECKPOINTS,
          MAX_IMPORT,
          RENDER_CACHE,
          GRPC_THREADS,
          MAX_MESSAGE,
          MAX_METADATA,
          MAX_CALLS,
          MAX_TOTAL_CALLS,
          MAX_CALLER_CALLS,
          MAX_WATCHERS,
          CALL_TIME,
          STREAM_TIME,
          MAX_CONNECTIONS,
          MAX_PEER_CONNECTIONS,
          MAX_RESETS,
          HANDSHAKE_TIME,
          CONNECTION_IDLE,
          CONNECTION_AGE,
          CONNECTION_AGE_GRACE,
          FLOW_WINDOW,
          KEEPALIVE_TIME,
          KEEPALIVE_TIMEOUT,
          KEEPALIVE_PERMIT,
          DRAIN_GRACE,
          WEB_HOST,
          WEB_CONNECTIONS,
          WEB_TIMEOUT,
          WEB_SERIES,
          FAULTS,
          JOURNAL,
          JOURNAL_SIZE,
          TEST_MODE,
          PARENT_PID,
          LOG_FORMAT,
          LOG_LEVEL);

  private Settings() {}

  /** All, in the order of the manual. */
  public static List<Setting<?>> all() {
    return ALL;
  }

  /** The setting of that name. */
  public static Optional<Setting<?>> find(String name) {
    return ALL.stream()
        .<Setting<?>>map(Function.identity())
        .filter(setting -> setting.name().equals(name))
        .findFirst();
  }

  /** All names. */
  public static List<String> names() {
    return ALL.stream().map(Setting::name).toList();
  }

  private static Optional<ListenAddress> adminAddress(String text) {
    return text.equals(NONE) ? Optional.empty() : Optional.of(ListenAddress.parse(text));
  }

  private static Optional<ListenAddress.Tcp> webAddress(String text) {
    return text.equals(NONE) ? Optional.empty() : Optional.of(ListenAddress.Tcp.parse(text));
  }
}
