package dev.procnet.server.netfile;

import dev.procnet.server.stack.Snapshot;
import java.util.Collection;

/**
 * A directory below /proc/net that has a file for each of something that a stack has, an interface
 * for example. Implementations hold no state.
 */
public interface NetDirectory {

  /** Its path below /proc/net: {@code dev_snmp6}. */
  String name();

  /** The names of the files that a stack has in it, in any order. */
  Collection<String> names(Snapshot snapshot);

  /** Its file of that name, whether any stack has it or not. */
  NetFile file(String name);

  /** Its files say which index an interface has: they are parsed before any other file. */
  default boolean declaresInterfaces() {
    return false;
  }

  /**
   * It is there without a file too, so that a captured tree, which has files only, does not tell
   * whether it is.
   */
  default boolean mayBeEmpty() {
    return false;
  }

  /** It is there only where the stack supports IPv6. */
  default boolean ipv6Only() {
    return false;
  }
}
