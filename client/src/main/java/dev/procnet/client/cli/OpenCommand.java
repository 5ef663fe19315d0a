package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.Connect;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.Listen;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.OpenUdp;
import dev.procnet.v1.OpenUnix;
import dev.procnet.v1.SocketType;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code procnet open}. */
@Command(
    name = "open",
    description = "Opens sockets as programs do, with all that the kernel changes beside.",
    synopsisSubcommandLabel = "COMMAND")
final class OpenCommand implements Runnable, CommandWithOthers {

  private final Session session;

  @Spec private @Nullable CommandSpec spec;

  OpenCommand(Session session) {
    this.session = session;
  }

  @Override
  public void addTo(CommandLine line) {
    line.addSubcommand("tcp", new Tcp(session))
        .addSubcommand("udp", new Udp(session))
        .addSubcommand("unix", new Unix(session));
  }

  @Override
  public void run() {
    throw RootCommand.usage(Args.required(spec), "a command is missing: tcp, udp or unix");
  }

  private abstract static class One implements Callable<Integer> {
    private final Session session;

    @Mixin private BatchMixin batch = new BatchMixin();

    @Option(
        names = "--uid",
        paramLabel = "UID",
        converter = Unsigned.Of32.class,
        description = "Whose socket it is; 0 unless given.")
    int uid;

    One(Session session) {
      this.session = session;
    }

    abstract Mutation mutation();

    @Override
    public Integer call() throws IOException {
      try (ProcnetClient client = session.connect()) {
        batch.apply(session, client, List.of(mutation()));
      }
      return ExitCode.OK;
    }
  }

  private abstract static class Inet extends One {
    @Parameters(
        index = "0",
        paramLabel = "LOCAL",
        converter = Endpoints.class,
        description = "address:port, [v6]:port, or :port for all addresses.")
    @Nullable Endpoint local;

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "REMOTE",
        converter = Endpoints.class,
        description = "Connected to this peer.")
    @Nullable Endpoint remote;

    @Option(names = "-6", description = "IPv6, where the addresses do not tell.")
    private boolean ipv6;

    Inet(Session session) {
      super(session);
    }

    AddressFamily family() {
      boolean told = Args.required(local).getAddress().contains(":");
      return ipv6 || told ? AddressFamily.ADDRESS_FAMILY_IPV6 : AddressFamily.ADDRESS_FAMILY_IPV4;
    }
  }

  /** A TCP socket. */
  @Command(name = "tcp", description = "A listener, or with REMOTE a connection.")
  private static final class Tcp extends Inet {
    @Option(names = "--incoming", description = "It is the peer who connects, to a listener.")
    private boolean incoming;

    Tcp(Session session) {
      super(session);
    }

    @Override
    Mutation mutation() {
      Endpoint here = Args.required(local);
      if (remote == null) {
        Listen listen = Listen.newBuilder().setLocal(here).setFamily(family()).setUid(uid).build();
        return Mutation.newBuilder().setListen(listen).build();
      }
      Connect connect =
          Connect.newBuilder()
              .setLocal(here)
              .setRemote(remote)
              .setFamily(family())
              .setUid(uid)
              .setIncoming(incoming)
              .build();
      return Mutation.newBuilder().setConnect(connect).build();
    }
  }

  /** A UDP socket. */
  @Command(name = "udp", description = "Bound, and with REMOTE connected.")
  private static final class Udp extends Inet {
    Udp(Session session) {
      super(session);
    }

    @Override
    Mutation mutation() {
      OpenUdp.Builder udp =
          OpenUdp.newBuilder().setLocal(Args.required(local)).setFamily(family()).setUid(uid);
      if (remote != null) {
        udp.setRemote(remote);
      }
      return Mutation.newBuilder().setOpenUdp(udp).build();
    }
  }

  /** A Unix socket. */
  @Command(name = "unix", description = "A listener of streams, or with --datagram a bound one.")
  private static final class Unix extends One {
    @Parameters(paramLabel = "PATH", description = "Where; @name for an abstract one.")
    private @Nullable String path;

    @Option(names = "--datagram", description = "Of datagrams; it does not listen.")
    private boolean datagram;

    Unix(Session session) {
      super(session);
    }

    @Override
    Mutation mutation() {
      OpenUnix unix =
          OpenUnix.newBuilder()
              .setType(datagram ? SocketType.SOCKET_TYPE_DGRAM : SocketType.SOCKET_TYPE_STREAM)
              .setPath(Escape.unescapeUnixPath(Args.required(path)))
              .setListening(!datagram)
              .setUid(uid)
              .build();
      return Mutation.newBuilder().setOpenUnix(unix).build();
    }
  }
}
