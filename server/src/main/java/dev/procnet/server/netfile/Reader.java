package dev.procnet.server.netfile;

/**
 * On whose behalf a file is read.
 *
 * @param uidMap the reader's user namespace
 * @param hideAddresses addresses and ports show as zero
 */
public record Reader(UidMap uidMap, boolean hideAddresses) {

  /** In the initial user namespace, sees all. */
  public static final Reader ROOT = new Reader(UidMap.INITIAL, false);
}
