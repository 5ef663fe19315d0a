package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.Mutation.NewSocket;
import org.jspecify.annotations.Nullable;

/**
 * Whose a new socket is.
 *
 * @param uid unsigned
 * @param inode unsigned; null: a free one
 */
public record Owner(int uid, @Nullable Long inode) {

  long inode(NewSocket context) {
    return inode == null ? context.freeInode() : inode;
  }
}
