package dev.procnet.server.stack;

/** A socket of any kind. */
public sealed interface Socket
    permits TcpSocket, DatagramSocket, UnixSocket, NetlinkSocket, PacketSocket {

  /** Key in its stack, from 1, never used again. */
  long id();

  /** Inode of the socket's file; 0: it has none. Unsigned. */
  long inode();

  /** Owner, as seen from the initial user namespace. Unsigned. */
  int uid();

  /** Being destroyed: left out of every file. */
  boolean destroying();

  /** Revision of its last change. */
  long revision();

  /** The same socket, changed at another revision. */
  Socket withRevision(long revision);

  /** The table that it stands in. */
  Section<? extends Socket> section();
}
