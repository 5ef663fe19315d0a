package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.procnet.server.stack.Profile;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What tells the files of one system from those of another at a glance. */
final class PrintedBy {

  /** Width of the inode in gVisor's socket files. Linux's is less. */
  static final int GVISOR_INODE_WIDTH = 8;

  private static final Set<Profile> GVISOR =
      Collections.unmodifiableSet(EnumSet.of(Profile.GVISOR));
  private static final Set<Profile> LINUX =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(Profile.GVISOR)));

  /** More than what stands before the end of an inode. */
  private static final int GLANCE = 512;

  private PrintedBy() {}

  /** By the header, where the systems' are different. */
  static Set<Profile> header(NetFileText text, byte[] linux, byte[] gvisor) {
    if (text.startsWith(linux)) {
      return LINUX;
    }
    return text.startsWith(gvisor) ? GVISOR : Set.of();
  }

  /** By the first row: Linux pads it to the width of the header, gVisor does not. */
  static Set<Profile> padding(NetFileText text, byte[] header) {
    int end = text.skip(header) ? text.find('\n') : -1;
    if (end < 0) {
      return Set.of();
    }
    return end - text.position() < header.length - 1 ? GVISOR : LINUX;
  }

  /**
   * By the width of the first row's inode.
   *
   * @param row the first group is the inode with the blanks of its column
   */
  static Set<Profile> inodeWidth(NetFileText text, byte[] header, Pattern row) {
    if (!text.skip(header)) {
      return Set.of();
    }
    int start = text.position();
    int end = Math.min(text.size(), start + GLANCE);
    Matcher matcher = row.matcher(text.slice(start, end).toString(ISO_8859_1));
    if (!matcher.lookingAt()) {
      return Set.of();
    }
    int width = matcher.end(1) - matcher.start(1);
    if (width == GVISOR_INODE_WIDTH) {
      return matcher.group(1).startsWith(" ") ? GVISOR : Set.of();
    }
    return width < GVISOR_INODE_WIDTH ? LINUX : Set.of();
  }
}
