package dev.procnet.server.stack;

import java.util.List;

/**
 * A listening SCTP endpoint: a row of {@code sctp/eps}. net/sctp/proc.c sctp_eps_seq_show.
 *
 * @param inode of its socket, unsigned. Key
 * @param uid owner of its socket, unsigned
 * @param socketState of its socket
 * @param bucket hash bucket, which the order is by
 * @param local where it receives
 */
public record SctpEndpoint(
    long inode,
    int uid,
    SctpStyle style,
    TcpState socketState,
    int bucket,
    int localPort,
    List<IpAddress> local)
    implements Entry {

  public SctpEndpoint {
    Checks.check(socketState != TcpState.NONE, "socket_state", "is not set, expected a state");
    Checks.inRange("bucket", bucket, 0, Integer.MAX_VALUE);
    Checks.port("local_port", localPort);
    local = List.copyOf(local);
  }

  @Override
  public Section<SctpEndpoint> section() {
    return Section.SCTP_ENDPOINTS;
  }

  @Override
  public Object key() {
    return inode;
  }
}
