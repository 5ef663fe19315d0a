package dev.procnet.client.cli.mount;

import com.google.protobuf.ByteString;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.cryptomator.jfuse.api.DirFiller;
import org.cryptomator.jfuse.api.Errno;
import org.cryptomator.jfuse.api.FileInfo;
import org.cryptomator.jfuse.api.FuseConfig;
import org.cryptomator.jfuse.api.FuseConnInfo;
import org.cryptomator.jfuse.api.FuseOperations;
import org.cryptomator.jfuse.api.Stat;
import org.jspecify.annotations.Nullable;

/**
 * What FUSE asks of a tree. As with /proc, a file says that it has no bytes, and one that is open
 * stays as it was when it was opened. What is thrown here would end the process.
 */
final class TreeOperations implements FuseOperations {

  private static final int ALL_MAY_READ = 0444;
  private static final int ALL_MAY_LIST = 0555;

  private final RemoteTree tree;
  private final Errno errno;
  private final DirectIo directIo;
  private final Consumer<String> problems;
  private final Map<Long, ByteString> open = new ConcurrentHashMap<>();
  private final AtomicLong handles = new AtomicLong();

  TreeOperations(RemoteTree tree, Errno errno, DirectIo directIo, Consumer<String> problems) {
    this.tree = tree;
    this.errno = errno;
    this.directIo = directIo;
    this.problems = problems;
  }

  @Override
  public Errno errno() {
    return errno;
  }

  @Override
  public Set<Operation> supportedOperations() {
    return Set.of(
        Operation.INIT,
        Operation.GET_ATTR,
        Operation.OPEN,
        Operation.READ,
        Operation.RELEASE,
        Operation.READ_DIR);
  }

  @Override
  public void init(FuseConnInfo connection, @Nullable FuseConfig config) {
    try {
      if (config != null) {
        directIo.set(config);
      }
    } catch (ReflectiveOperationException e) {
      problems.accept("files that are open at once may be mixed: " + e);
    }
  }

  @Override
  public int getattr(String path, Stat stat, @Nullable FileInfo file) {
    return answer(
        () -> {
          boolean directory = tree.isDirectory(path);
          stat.setMode(directory ? Stat.S_IFDIR | ALL_MAY_LIST : Stat.S_IFREG | ALL_MAY_READ);
          stat.setNLink((short) (directory ? 2 : 1));
          stat.setSize(0);
          return 0;
        });
  }

  @Override
  public int readdir(String path, DirFiller filler, long offset, FileInfo file, int flags) {
    return answer(
        () -> {
          filler.fill(".");
          filler.fill("..");
          for (String name : tree.list(path)) {
            filler.fill(name);
          }
          return 0;
        });
  }

  @Override
  public int open(String path, FileInfo file) {
    return answer(
        () -> {
          ByteString content = tree.read(path);
          long handle = handles.incrementAndGet();
          open.put(handle, content);
          file.setFh(handle);
          return 0;
        });
  }

  @Override
  public int read(String path, ByteBuffer buffer, long size, long offset, FileInfo file) {
    ByteString content = open.get(file.getFh());
    if (content == null) {
      return -errno.ebadf();
    }
    if (offset >= content.size()) {
      return 0;
    }
    int end = (int) Math.min(content.size(), offset + size);
    content.substring((int) offset, end).copyTo(buffer);
    return end - (int) offset;
  }

  @Override
  public int release(String path, FileInfo file) {
    open.remove(file.getFh());
    return 0;
  }

  private interface Work {
    int run() throws IOException;
  }

  private int answer(Work work) {
    try {
      return work.run();
    } catch (FileNotFoundException e) {
      return -errno.enoent();
    } catch (IOException | RuntimeException e) {
      problems.accept(String.valueOf(e.getMessage()));
      return -errno.eio();
    }
  }
}
