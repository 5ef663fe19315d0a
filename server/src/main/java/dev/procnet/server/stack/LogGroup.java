package dev.procnet.server.stack;

/**
 * A group of logged packets that a program listens to: a row of {@code netfilter/nfnetlink_log}.
 * net/netfilter/nfnetlink_log.c seq_show.
 *
 * @param group 16 bits. Key
 * @param portId netlink port of the program, unsigned
 * @param queueLength packets that wait, unsigned
 * @param copyMode what of a packet it is told
 * @param copyRange bytes of a packet, unsigned
 * @param flushTimeout hundredths of a second, unsigned
 * @param useCount references, unsigned
 */
public record LogGroup(
    int group,
    int portId,
    int queueLength,
    PacketCopyMode copyMode,
    int copyRange,
    int flushTimeout,
    int useCount)
    implements Entry {

  public LogGroup {
    Checks.inRange("group", group, 0, 0xFFFF);
  }

  @Override
  public Section<LogGroup> section() {
    return Section.LOG_GROUPS;
  }

  @Override
  public Object key() {
    return group;
  }
}
