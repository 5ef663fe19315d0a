package dev.procnet.server.bench;

import java.util.SplittableRandom;

/** The reference of memory: the columns of a {@code tcp} row over IPv4, and nothing else. */
record PlainSocket(
    long id,
    long inode,
    int uid,
    int referenceCount,
    boolean destroying,
    long revision,
    int local,
    int localPort,
    int remote,
    int remotePort,
    byte state,
    byte form,
    int txQueue,
    int rxQueue,
    byte timer,
    long timerExpires,
    int retransmits,
    int probes,
    long retransmitTimeout,
    long ackTimeout,
    int quickAck,
    int congestionWindow,
    int slowStartThreshold,
    int slot) {

  static PlainSocket[] array(int sockets) {
    SplittableRandom random = new SplittableRandom(1);
    PlainSocket[] all = new PlainSocket[sockets];
    for (int i = 0; i < sockets; i++) {
      int at = random.nextInt();
      all[i] =
          new PlainSocket(
              i, i, 0, 2, false, 0, at, 443, at, 1024, (byte) 1, (byte) 0, 0, 0, (byte) 0, 0, 0, 0,
              20, 4, 0, 10, -1, 0);
    }
    return all;
  }
}
