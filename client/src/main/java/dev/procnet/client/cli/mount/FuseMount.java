package dev.procnet.client.cli.mount;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cryptomator.jfuse.api.Fuse;
import org.cryptomator.jfuse.api.FuseBuilder;
import org.cryptomator.jfuse.api.FuseMountFailedException;

/** A tree, mounted with libfuse 3. */
public final class FuseMount implements AutoCloseable {

  private static final List<String> NAMES = List.of("libfuse3.so.4", "libfuse3.so.3");

  private final Fuse fuse;
  private final Path directory;

  private FuseMount(Fuse fuse, Path directory) {
    this.fuse = fuse;
    this.directory = directory;
  }

  /**
   * Mounts a tree.
   *
   * @param directory empty, and there
   * @param allowOther other users may read it, too
   * @param problems told of each read that failed
   * @throws IOException saying what is missing for it
   */
  public static FuseMount mount(
      RemoteTree tree, Path directory, boolean allowOther, Consumer<String> problems)
      throws IOException {
    try {
      FuseBuilder builder = FuseBuilder.getSupported();
      builder.setLibraryPath(library().toString());
      Fuse fuse =
          builder.build(new TreeOperations(tree, builder.errno(), directIo(builder), problems));
      List<String> options =
          new ArrayList<>(List.of("-oro", "-odefault_permissions", "-ofsname=procnet"));
      if (allowOther) {
        options.add("-oallow_other");
      }
      fuse.mount("procnet", directory, options.toArray(String[]::new));
      return new FuseMount(fuse, directory);
    } catch (FuseMountFailedException | UnsatisfiedLinkError | UnsupportedOperationException e) {
      throw new IOException("FUSE: " + e.getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new IOException("FUSE: another jfuse than 0.7 has " + e, e);
    }
  }

  /** It is still there: nobody has unmounted it. */
  public boolean isMounted() throws IOException {
    // The fifth field, mount point, of proc(5)'s mountinfo; spaces and the like in octal there.
    String point = directory.toRealPath().toString().replace(" ", "\\040");
    try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mountinfo"))) {
      return mounts.anyMatch(mount -> mount.split(" ", 6)[4].equals(point));
    }
  }

  @Override
  public void close() throws IOException {
    try {
      fuse.close();
    } catch (TimeoutException e) {
      throw new IOException(directory + ": is in use, so it stays mounted", e);
    }
  }

  private static Path library() throws IOException {
    for (String directory : directories()) {
      for (String name : NAMES) {
        Path library = Path.of(directory, name);
        if (Files.exists(library)) {
          return library;
        }
      }
    }
    throw new IOException("FUSE: no libfuse3 here, expected one of " + String.join(", ", NAMES));
  }

  private static List<String> directories() {
    String cpu = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch64";
    return List.of(
        "/usr/lib/" + cpu + "-linux-gnu", "/lib/" + cpu + "-linux-gnu", "/usr/lib64", "/usr/lib");
  }

  /**
   * Sets {@code direct_io} of fuse_config: each open file has content of its own, which the
   * kernel's cache of pages, one for all that have a file open, would mix. jfuse reads the field
   * and has no way to set it.
   */
  private static DirectIo directIo(FuseBuilder builder) throws ReflectiveOperationException {
    String own = builder.getClass().getPackageName();
    ClassLoader loader = builder.getClass().getClassLoader();
    Method segment =
        Class.forName(own + ".FuseConfigImpl", false, loader).getDeclaredMethod("segment");
    segment.setAccessible(true);
    Method set =
        Class.forName(own + ".extr.fuse3.fuse_config", false, loader)
            .getMethod("direct_io", segment.getReturnType(), int.class);
    return config -> set.invoke(null, segment.invoke(config), 1);
  }
}
