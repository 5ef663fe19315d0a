import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes lib/ of a distribution fit for a quick start. Classes of Java 5, as picocli's, have no
 * stack maps: a JVM checks them the slow way and keeps them out of its caches, so they get some.
 * Last comes lib/digest, which tells these jars from all others.
 */
final class FinishDist {

  /** The first with stack maps is 50. */
  private static final int OLDEST = 50;

  /** Of Java 17, as all of the client. */
  private static final int NEW = 61;

  private FinishDist() {}

  /** Takes the distribution's directory. */
  public static void main(String[] args) throws Exception {
    Path lib = Path.of(args[0], "lib");
    List<Path> jars;
    try (Stream<Path> files = Files.list(lib)) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
    for (Path jar : jars) {
      if (isOld(jar)) {
        upgrade(jar);
      }
    }
    Files.writeString(lib.resolve("digest"), digest(jars) + "\n");
  }

  private static String digest(List<Path> jars) throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    for (Path jar : jars) {
      sha256.update(Files.readAllBytes(jar));
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** Only jars of nothing else are worth it. */
  private static boolean isOld(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<? extends ZipEntry> classes =
          Collections.list(zip.entries()).stream().filter(FinishDist::isClass).toList();
      for (ZipEntry entry : classes) {
        if (version(zip, entry) >= OLDEST) {
          return false;
        }
      }
      return classes.size() > 100;
    }
  }

  private static boolean isClass(ZipEntry entry) {
    return entry.getName().endsWith(".class") && !entry.getName().endsWith("module-info.class");
  }

  /** Bytes 6 and 7 of a class file, JVMS 4.1. */
  private static int version(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] head = in.readNBytes(8);
      return (head[6] & 0xff) << 8 | head[7] & 0xff;
    }
  }

  private static void upgrade(Path jar) throws IOException {
    Path made = jar.resolveSibling(jar.getFileName() + ".new");
    try (ZipFile in = new ZipFile(jar.toFile());
        OutputStream file = Files.newOutputStream(made);
        ZipOutputStream out = new ZipOutputStream(file)) {
      ClassFile classes = classes(in);
      for (ZipEntry entry : Collections.list(in.entries())) {
        byte[] content;
        try (InputStream stream = in.getInputStream(entry)) {
          content = stream.readAllBytes();
        }
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(entry.getTimeLocal());
        out.putNextEntry(copy);
        out.write(isClass(entry) ? upgrade(classes, content) : content);
        out.closeEntry();
      }
    }
    FileTime time = Files.getLastModifiedTime(jar);
    Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(jar, time);
  }

  /** Stack maps name the common class of two branches, so classes have to be known. */
  private static ClassFile classes(ZipFile jar) {
    ClassHierarchyResolver inJar =
        ClassHierarchyResolver.ofResourceParsing(
            type -> {
              String descriptor = type.descriptorString();
              String name = descriptor.substring(1, descriptor.length() - 1) + ".class";
              ZipEntry entry = jar.getEntry(name);
              try {
                return entry == null ? null : jar.getInputStream(entry);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    return ClassFile.of(
        StackMapsOption.GENERATE_STACK_MAPS,
        ClassHierarchyResolverOption.of(inJar.orElse(ClassHierarchyResolver.defaultResolver())));
  }

  private static byte[] upgrade(ClassFile classes, byte[] content) {
    ClassModel model = classes.parse(content);
    // Code that is not written anew would be copied as it is.
    ClassTransform code =
        ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element));
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(NEW, 0);
          } else {
            builder.with(element);
          }
        };
    return classes.transformClass(model, code.andThen(version));
  }
}
