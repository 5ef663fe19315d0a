package dev.procnet.server.netfile;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.ProcnetException.Violation;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Snapshot;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a captured tree into a state.
 *
 * <p>Each file that the model knows is parsed, then printed from what was parsed and compared with
 * what was captured, kernel pointers apart. So whatever a parser overlooks is found, and a tree
 * that was taken comes back byte for byte. A file that can't be held so is rejected: it fails the
 * import, whole, or is kept as it was captured, as the caller wants it.
 */
public final class TreeImporter {

  private final NetFiles netFiles;

  @Inject
  public TreeImporter(NetFiles netFiles) {
    this.netFiles = netFiles;
  }

  /**
   * What a tree became.
   *
   * @param state to be made the whole of a stack
   * @param files in the order given
   */
  public record Imported(Snapshot state, List<File> files) {}

  /**
   * What a file became.
   *
   * @param opaque kept as it was captured, since the model does not know it or can't hold it
   * @param warning why the model can't hold a file that it knows; null: it does, or knows it not
   */
  public record File(
      String name, boolean opaque, long bytes, long lines, @Nullable NetFileException warning) {}

  /**
   * Turns a tree into a state, or refuses it whole.
   *
   * @param tree files by path below /proc/net
   * @param profile which system it is of; null: as the files tell
   * @throws ProcnetException IMPORT_FILE_INVALID, with a violation for each file that is wrong
   */
  public Imported importTree(Map<String, ByteString> tree, @Nullable Profile profile) {
    return importTree(tree, profile, false);
  }

  /**
   * Turns a tree into a state.
   *
   * @param tree files by path below /proc/net
   * @param profile which system it is of; null: as the files tell
   * @param lenient a file that no known system prints is kept as it was captured, with a warning
   * @throws ProcnetException IMPORT_FILE_INVALID, with a violation for each file that is wrong
   */
  public Imported importTree(
      Map<String, ByteString> tree, @Nullable Profile profile, boolean lenient) {
    checkTree(tree, lenient);
    ImportAttempt attempt = profile == null ? likeliest(tree, lenient) : attempt(tree, profile);
    if (!lenient) {
      refuse(List.copyOf(attempt.rejected().values()));
    }
    List<File> report =
        tree.entrySet().stream()
            .map(file -> report(file.getKey(), file.getValue(), attempt))
            .toList();
    return new Imported(attempt.state(), report);
  }

  /**
   * As the system that the files tell, or another that rejects fewer of them: a kernel between two
   * profiles has the counters of one and the columns of the other. What was made by hand may look
   * like any.
   */
  private ImportAttempt likeliest(Map<String, ByteString> tree, boolean lenient) {
    Profile told = detect(tree);
    ImportAttempt best = attempt(tree, told);
    for (Profile other : Profile.values()) {
      boolean likely = lenient || (other.isLinux() && told.isLinux());
      if (other != told && likely && !best.rejected().isEmpty()) {
        ImportAttempt attempt = attempt(tree, other);
        best = attempt.rejected().size() < best.rejected().size() ? attempt : best;
      }
    }
    return best;
  }

  private ImportAttempt attempt(Map<String, ByteString> tree, Profile profile) {
    return new ImportAttempt(netFiles, tree, profile);
  }

  private void checkTree(Map<String, ByteString> tree, boolean lenient) {
    boolean known =
        tree.keySet().stream()
            .anyMatch(
                name ->
                    netFiles.modelled(name) != null
                        || Sysctls.isName(name)
                        || (lenient && KnownNames.contains(name)));
    if (!known && !tree.isEmpty()) {
      throw notATree(tree.size());
    }
  }

  private Profile detect(Map<String, ByteString> tree) {
    EnumMap<Profile, Integer> votes = new EnumMap<>(Profile.class);
    for (NetFile file : netFiles.modelled(tree.keySet())) {
      NetFileText text = new NetFileText(file.name(), ImportAttempt.content(tree, file.name()));
      printedBy(file, text).forEach(profile -> votes.merge(profile, 1, Integer::sum));
    }
    Profile best = Profile.LINUX_6_18;
    for (Profile profile : Profile.values()) {
      if (votes.getOrDefault(profile, 0) > votes.getOrDefault(best, 0)) {
        best = profile;
      }
    }
    return best;
  }

  /**
   * A file that can't be read tells nothing here: what is wrong with it is said when it is parsed.
   */
  private static Set<Profile> printedBy(NetFile file, NetFileText text) {
    try {
      return file.printedBy(text);
    } catch (NetFileException e) {
      return Set.of();
    }
  }

  /** Any directory could be taken for a tree of files that nobody knows. */
  private static ProcnetException notATree(int files) {
    return ProcnetException.of(
        Reason.IMPORT_FILE_INVALID,
        "none of the " + files + " files is one of /proc/net, expected a captured tree",
        "expected",
        "a tree of /proc/net",
        "actual",
        files + " other files");
  }

  private static void refuse(List<NetFileException> errors) {
    if (errors.isEmpty()) {
      return;
    }
    NetFileException first = errors.getFirst();
    List<Violation> violations = errors.stream().map(NetFileException::violation).toList();
    int others = errors.size() - 1;
    String more =
        others == 0 ? "" : " (and " + others + (others == 1 ? " more file)" : " more files)");
    throw new ProcnetException(
        Reason.IMPORT_FILE_INVALID,
        violations.getFirst().field() + ": " + first.getMessage() + more,
        Map.of(
            "file", first.file(),
            "line", String.valueOf(first.line()),
            "column", String.valueOf(first.column()),
            "expected", first.expected(),
            "actual", first.actual()),
        violations);
  }

  private static File report(String name, ByteString content, ImportAttempt attempt) {
    long lines = 0;
    for (int i = 0; i < content.size(); i++) {
      lines += content.byteAt(i) == '\n' ? 1 : 0;
    }
    return new File(
        name, attempt.isOpaque(name), content.size(), lines, attempt.rejected().get(name));
  }
}
