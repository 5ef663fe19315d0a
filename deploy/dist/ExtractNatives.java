import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Lays native libraries beside the jars, where a JVM looks for them by name, so that nothing is
 * unpacked into /tmp at a start. RocksDB's jar has them for fifteen platforms, 80 MB of it: it
 * loses all of them. Netty's stays as it is, since theirs are small and the client has the same
 * jar.
 */
final class ExtractNatives {

  /** What netty and RocksDB call machines, by os.arch. */
  private static final Map<String, Names> MACHINES =
      Map.of("amd64", new Names("x86_64", "64"), "aarch64", new Names("aarch_64", "-aarch64"));

  private record Names(String netty, String rocksdb) {}

  private ExtractNatives() {}

  /** Takes the folder of jars and the folder for libraries. */
  public static void main(String[] args) throws IOException {
    Path lib = Path.of(args[0]);
    Path out = Files.createDirectories(Path.of(args[1]));
    String machine = System.getProperty("os.arch");
    Names names = MACHINES.get(machine);
    if (names == null) {
      throw new IllegalArgumentException(
          "os.arch: is '%s', expected one of %s".formatted(machine, MACHINES.keySet()));
    }
    try (FileSystem jar = open(lib, "grpc-netty-shaded-*.jar")) {
      copy(jar.getPath("META-INF/native"), "*_" + names.netty() + ".so", out);
    }
    try (FileSystem jar = open(lib, "rocksdbjni-*.jar")) {
      Path root = jar.getPath("/");
      copy(root, "librocksdbjni-linux" + names.rocksdb() + ".so", out);
      try (DirectoryStream<Path> all = Files.newDirectoryStream(root, "librocksdbjni-*")) {
        for (Path library : all) {
          Files.delete(library);
        }
      }
    }
  }

  private static FileSystem open(Path lib, String glob) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(lib, glob)) {
      return FileSystems.newFileSystem(found.iterator().next());
    }
  }

  private static void copy(Path from, String glob, Path out) throws IOException {
    int copied = 0;
    try (DirectoryStream<Path> found = Files.newDirectoryStream(from, glob)) {
      for (Path library : found) {
        Files.copy(library, out.resolve(library.getFileName().toString()));
        copied++;
      }
    }
    if (copied == 0) {
      throw new IOException("no %s in %s of %s".formatted(glob, from, from.getFileSystem()));
    }
  }
}
