package dev.procnet.server.stack;

/**
 * A queue of packets that a program decides on: a row of {@code netfilter/nfnetlink_queue}.
 * net/netfilter/nfnetlink_queue.c seq_show.
 *
 * @param number 16 bits. Key
 * @param portId netlink port of the program, unsigned
 * @param length packets that wait, unsigned
 * @param copyMode what of a packet it is told
 * @param copyRange bytes of a packet, unsigned
 * @param dropped packets dropped because the queue was full, unsigned
 * @param userDropped packets dropped because the program's socket was full, unsigned
 * @param idSequence id of the newest packet, unsigned
 */
public record PacketQueue(
    int number,
    int portId,
    int length,
    PacketCopyMode copyMode,
    int copyRange,
    int dropped,
    int userDropped,
    int idSequence)
    implements Entry {

  public PacketQueue {
    Checks.inRange("number", number, 0, 0xFFFF);
  }

  @Override
  public Section<PacketQueue> section() {
    return Section.PACKET_QUEUES;
  }

  @Override
  public Object key() {
    return number;
  }
}
