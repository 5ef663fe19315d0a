package dev.procnet.client.cli.ss;

import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.Socket;
import java.io.IOException;

/** Sockets with addresses and ports: what TCP and the datagram protocols share. */
abstract class SsInetRows implements SsRows {

  private final Selection selection;
  private final SsOptions options;
  private final SsNames names;
  private final SsColumns columns;
  private final String protocol;

  SsInetRows(
      Selection selection, SsOptions options, SsNames names, SsColumns columns, String protocol) {
    this.selection = selection;
    this.options = options;
    this.names = names;
    this.columns = columns;
    this.protocol = protocol;
  }

  /**
   * What all of them have.
   *
   * @param state number of the state
   * @param rx receive queue
   * @param tx send queue
   */
  record Common(AddressFamily family, Endpoint local, Endpoint remote, int state, int rx, int tx) {
    boolean ipv6() {
      return family == AddressFamily.ADDRESS_FAMILY_IPV6;
    }
  }

  abstract Common common(Socket socket);

  @Override
  public final SsSocket subject(Socket socket) {
    Common common = common(socket);
    return SsSocket.inet(
        common.ipv6(),
        SsAddress.parse(common.local().getAddress(), common.ipv6()),
        common.local().getPort(),
        SsAddress.parse(common.remote().getAddress(), common.ipv6()),
        common.remote().getPort());
  }

  @Override
  public final boolean isShown(Socket socket) {
    Common common = common(socket);
    SsFamily family = common.ipv6() ? SsFamily.INET6 : SsFamily.INET;
    return selection.families().contains(family) && selection.shows(common.state());
  }

  @Override
  public void print(Socket socket) throws IOException {
    Common common = common(socket);
    SsSocket subject = subject(socket);
    columns.row(
        protocol,
        SsStates.name(common.state()),
        queue(common.rx()),
        queue(common.tx()),
        SsAddress.text(subject.local(), common.ipv6()) + ":",
        port(subject.localPort()),
        SsAddress.text(subject.remote(), common.ipv6()) + ":",
        port(subject.remotePort()));
  }

  /** Bytes in a queue, as all tables have them. */
  static String queue(int bytes) {
    return String.format("%-6d", bytes);
  }

  final SsOptions options() {
    return options;
  }

  final SsColumns columns() {
    return columns;
  }

  private String port(int port) {
    if (port == 0) {
      return "*";
    }
    if (options.numeric()) {
      return Integer.toString(port);
    }
    return protocol.equals("raw") ? names.protocol(port) : names.service(port, protocol);
  }
}
