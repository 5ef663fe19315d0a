package dev.procnet.server.web.status;

import com.google.protobuf.ByteString;
import dev.procnet.server.config.ListenAddress;
import dev.procnet.server.config.WebConfig;
import dev.procnet.server.metrics.BuildInfo;
import dev.procnet.server.netfile.Corpus;
import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.Renderings;
import dev.procnet.server.netfile.StatisticsLog;
import dev.procnet.server.netfile.TreeImporter;
import dev.procnet.server.stack.HistoryLimits;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.InterfaceStatistics;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Samples;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.SocketType;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.stack.UnixSocket;
import dev.procnet.server.web.WebGuard;
import dev.procnet.server.web.WebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages over stacks that a test makes. */
final class StatusServer implements AutoCloseable {

  /** What a name may hold that must not become markup. */
  static final String MARKUP = "<b>\"'&amp;";

  /** A unix path that would be a script, has a line end, and bytes that are not UTF-8. */
  static final ByteString HOSTILE_PATH =
      ByteString.copyFrom(
          "/run/<script>alert(1)</script>\n\u001b[31m\u00ff\u00fe\"'><img src=x onerror=alert(2)>",
          StandardCharsets.ISO_8859_1);

  final NetFiles files = new NetFiles(new StatisticsLog());
  final StackRegistry stacks = new StackRegistry(HistoryLimits.DEFAULT, 1000);
  final RecentErrors errors = new RecentErrors();
  private final WebServer server;

  StatusServer() {
    StatusPages pages = pages(new BuildInfo("1.2.3", "0123456789ab"), new StaticTemplates());
    try {
      server =
          new WebServer(
              // The JDK takes the limits of the first server of a JVM for all that follow.
              new WebConfig(
                  Optional.of(ListenAddress.Tcp.parse("127.0.0.1:0")),
                  2000,
                  Duration.ofSeconds(30),
                  1000),
              Map.of(
                  StatusPages.ROOT,
                  pages,
                  StatusPages.LIVE,
                  pages,
                  StatusPages.STACKS,
                  pages,
                  Assets.PATH,
                  new Assets()),
              WebGuard.NONE);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StatusPages pages(BuildInfo build, Templates templates) {
    SocketCounts counts = new SocketCounts();
    InstantSource clock = InstantSource.fixed(Samples.NOW.plusSeconds(90));
    return new StatusPages(
        stacks,
        new StacksPage(stacks, counts, errors, clock, build, templates),
        new StackPage(new Live(counts), counts, files, clock, build, templates),
        new SocketsPage(build, templates),
        new FilePage(files, new Renderings(files), new Columns(), build, templates),
        templates,
        build);
  }

  URI page(String path) {
    return URI.create("http://" + server.address().orElseThrow() + path);
  }

  ListenAddress.Tcp address() {
    return server.address().orElseThrow();
  }

  Stack add(String name, Snapshot state) {
    return stacks.create(name, Map.of(), state, Samples.NOW);
  }

  /** A stack of a captured tree. */
  Stack add(String name, String tree) {
    return add(name, new TreeImporter(files).importTree(Corpus.tree(tree).files(), null).state());
  }

  /** A stack with as many TCP sockets. */
  Stack addTcp(String name, int sockets) {
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_18);
    builder.addInterface(InterfaceName.of("lo"), InterfaceStatistics.ZERO);
    long first = builder.takeIds(sockets);
    for (int i = 0; i < sockets; i++) {
      Ipv4Address local = new Ipv4Address(10 << 24 | i);
      builder.add(
          Section.TCP,
          Samples.tcp(first + i, 1000 + i, TcpState.ESTABLISHED, local, 1 + i % 0xFFFF));
    }
    return add(name, builder.build());
  }

  /** A stack whose names would be markup, line ends and what is not UTF-8. */
  Stack addHostile(String name) {
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_18);
    builder.addInterface(InterfaceName.of("lo"), InterfaceStatistics.ZERO);
    builder.addInterface(InterfaceName.of("<script>x"), InterfaceStatistics.ZERO);
    builder.addInterface(InterfaceName.of(MARKUP), InterfaceStatistics.ZERO);
    builder.addInterface(
        new InterfaceName(ByteString.copyFrom(new byte[] {(byte) 0xFF, 'e', 'v', 'i', 'l', 0x1B})),
        InterfaceStatistics.ZERO);
    builder.addInterface(InterfaceName.of("a\u202Ecod"), InterfaceStatistics.ZERO);
    long id = builder.takeIds(1);
    builder.add(
        Section.UNIX,
        new UnixSocket(
            id,
            77,
            0,
            2,
            false,
            0,
            SocketType.STREAM,
            UnixSocket.State.UNCONNECTED,
            true,
            HOSTILE_PATH));
    return stacks.create(
        name, Map.of("<i>label", "</dd><script>alert(3)</script>"), builder.build(), Samples.NOW);
  }

  /** The names of all files of a stack. */
  List<String> files(Stack stack) {
    return files.list(stack.snapshot()).stream().map(NetFiles.Entry::name).toList();
  }

  @Override
  public void close() {
    server.stop();
  }
}
