package dev.procnet.server.netfile;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SysctlDirectory;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** /proc/sys/net, the sibling of /proc/net: a file a sysctl, whose name begins with it. */
final class Sysctls {

  /** What their names begin with. */
  static final String PREFIX = "sys/net/";

  private Sysctls() {}

  /** It is the name of a sysctl's file. */
  static boolean isName(String name) {
    return name.startsWith(PREFIX) && name.length() > PREFIX.length();
  }

  /** Those of a captured tree, by path below /proc/sys/net. */
  static Map<String, ByteString> of(Map<String, ByteString> tree) {
    Map<String, ByteString> sysctls = new TreeMap<>();
    tree.forEach(
        (name, content) -> {
          if (isName(name)) {
            sysctls.put(name.substring(PREFIX.length()), content);
          }
        });
    return sysctls;
  }

  /** What a read of one gives, by the name of its file. None: the stack does not have it. */
  static @Nullable ByteString find(Snapshot snapshot, String name) {
    if (!isName(name) || !snapshot.settings().network()) {
      return null;
    }
    return SysctlDirectory.read(snapshot.table(Section.SYSCTLS), name.substring(PREFIX.length()));
  }

  /** Those of a stack, by the names of their files, in bytewise order. */
  static Map<String, ByteString> all(Snapshot snapshot) {
    Map<String, ByteString> all = new TreeMap<>();
    if (snapshot.settings().network()) {
      for (SysctlDirectory row : snapshot.table(Section.SYSCTLS)) {
        row.values().forEach((leaf, value) -> all.put(PREFIX + row.nameOf(leaf), value));
      }
    }
    return all;
  }
}
