package dev.procnet.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A root directory with a shell, a few programs, the libraries of C and C++, and nothing else. */
final class BareRoot {

  private static final Pattern LIBRARY = Pattern.compile("(/[^ ]+\\.so[^ ]*)");

  private final Path root;

  private BareRoot(Path root) {
    this.root = root;
  }

  /** Makes one. */
  static BareRoot in(Path directory) throws IOException, InterruptedException {
    BareRoot bare = new BareRoot(directory);
    for (String folder : List.of("proc", "dev", "tmp", "root", "opt")) {
      Files.createDirectories(directory.resolve(folder));
    }
    bare.program("sh");
    bare.program("readlink");
    bare.program("cat");
    // The rest of the C library, which a JVM loads by name, and that of C++ for kept stacks.
    for (String library :
        List.of(
            "libdl.so.2",
            "libm.so.6",
            "libpthread.so.0",
            "librt.so.1",
            "libgcc_s.so.1",
            "libstdc++.so.6")) {
      bare.copy(Path.of("/lib", multiarch(), library), Path.of("/lib", multiarch(), library));
    }
    return bare;
  }

  Path path() {
    return root;
  }

  /** A program in it, of a JVM for example, that may use the network of this machine. */
  ProcessBuilder inside(String... command) {
    List<String> sandbox =
        List.of("bwrap", "--bind", root.toString(), "/", "--proc", "/proc", "--dev", "/dev");
    List<String> rest = List.of("--unshare-pid", "--die-with-parent", "--clearenv", "--");
    ProcessBuilder builder = Command.builder();
    builder.command().addAll(sandbox);
    builder.command().addAll(rest);
    builder.command().addAll(List.of(command));
    return builder;
  }

  private void program(String name) throws IOException, InterruptedException {
    Path program = Path.of("/bin", name);
    copy(program, program);
    Matcher library = LIBRARY.matcher(Command.run("ldd", program.toString()));
    while (library.find()) {
      copy(Path.of(library.group(1)), Path.of(library.group(1)));
    }
  }

  private void copy(Path from, Path to) throws IOException {
    Path target = root.resolve(to.toString().substring(1));
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(target.getParent());
      Files.copy(from.toRealPath(), target, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private static String multiarch() {
    return System.getProperty("os.arch").equals("aarch64")
        ? "aarch64-linux-gnu"
        : "x86_64-linux-gnu";
  }
}
