package dev.procnet.server.netfile;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.CapturedFiles;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.ProcnetException.Violation;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns a captured tree into a state, whole or not at all.
 *
 * <p>Each file that the model knows is parsed, then printed from what was parsed and compared with
 * what was captured, kernel pointers apart. So whatever a parser overlooks is found, and a tree
 * that was taken comes back byte for byte.
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
   * @param opaque kept as it was captured, since the model does not know it
   */
  public record File(String name, boolean opaque, long bytes, long lines) {}

  /**
   * Turns a tree into a state.
   *
   * @param tree files by path below /proc/net
   * @param profile which system it is of; null: as the files tell
   * @throws ProcnetException IMPORT_FILE_INVALID, with a violation for each file that is wrong
   */
  public Imported importTree(Map<String, ByteString> tree, @Nullable Profile profile) {
    if (profile != null) {
      return importAs(tree, profile);
    }
    Profile likeliest = detect(texts(tree));
    try {
      return importAs(tree, likeliest);
    } catch (ProcnetException e) {
      return importAsOtherLinux(tree, likeliest, e);
    }
  }

  /** A kernel between two profiles has the counters of one and the columns of the other. */
  private Imported importAsOtherLinux(
      Map<String, ByteString> tree, Profile likeliest, ProcnetException refusal) {
    for (Profile other : Profile.values()) {
      if (other != likeliest && other.isLinux() && likeliest.isLinux()) {
        try {
          return importAs(tree, other);
        } catch (ProcnetException e) {
          refusal.addSuppressed(e);
        }
      }
    }
    throw refusal;
  }

  private Imported importAs(Map<String, ByteString> tree, Profile profile) {
    Map<String, NetFileText> texts = texts(tree);
    SnapshotBuilder builder = new SnapshotBuilder(profile);
    refuse(parse(texts, builder));
    boolean ipv6 = tree.keySet().stream().anyMatch(netFiles::isIpv6Only);
    builder.settings(settings -> settings.withFiles(!tree.isEmpty(), ipv6));
    Snapshot state = withFiles(builder.build(), tree, texts.keySet());
    refuse(compare(texts, state));
    List<File> report =
        tree.entrySet().stream()
            .map(file -> report(file.getKey(), file.getValue(), !texts.containsKey(file.getKey())))
            .toList();
    return new Imported(state, report);
  }

  /** The files that the model knows. */
  private Map<String, NetFileText> texts(Map<String, ByteString> tree) {
    Map<String, NetFileText> texts = new LinkedHashMap<>();
    netFiles
        .modelled(tree.keySet())
        .forEach(
            file ->
                texts.put(file.name(), new NetFileText(file.name(), content(tree, file.name()))));
    if (texts.isEmpty() && !tree.isEmpty()) {
      throw notATree(tree.size());
    }
    return texts;
  }

  private List<NetFileException> parse(Map<String, NetFileText> texts, SnapshotBuilder builder) {
    List<NetFileException> errors = new ArrayList<>();
    for (NetFile file : netFiles.modelled(texts.keySet())) {
      try {
        file.parse(text(texts, file), builder);
      } catch (NetFileException e) {
        errors.add(e);
      }
    }
    return errors;
  }

  /** The state with which files there are, and what is kept as it was captured. */
  private Snapshot withFiles(Snapshot state, Map<String, ByteString> tree, Set<String> modelled) {
    Map<String, ByteString> opaque = new TreeMap<>(tree);
    opaque.keySet().removeAll(modelled);
    return state.with(new CapturedFiles(opaque, netFiles.absent(state, tree.keySet())));
  }

  // Asked only for files that are in it.
  private static NetFileText text(Map<String, NetFileText> texts, NetFile file) {
    return Objects.requireNonNull(texts.get(file.name()));
  }

  private Profile detect(Map<String, NetFileText> texts) {
    EnumMap<Profile, Integer> votes = new EnumMap<>(Profile.class);
    for (NetFile file : netFiles.modelled(texts.keySet())) {
      NetFileText text = text(texts, file);
      printedBy(file, text).forEach(profile -> votes.merge(profile, 1, Integer::sum));
      text.moveTo(0);
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

  private List<NetFileException> compare(Map<String, NetFileText> texts, Snapshot state) {
    List<NetFileException> errors = new ArrayList<>();
    for (NetFile file : netFiles.modelled(texts.keySet())) {
      ByteString printed = netFiles.open(state, file.name(), Reader.ROOT).readAll();
      NetFileException difference = difference(text(texts, file), printed, state.profile());
      if (difference != null) {
        errors.add(difference);
      }
    }
    return errors;
  }

  private static @Nullable NetFileException difference(
      NetFileText text, ByteString printed, Profile profile) {
    ByteString captured = text.normalized();
    if (captured.equals(printed)) {
      return null;
    }
    int at = 0;
    int common = Math.min(captured.size(), printed.size());
    while (at < common && captured.byteAt(at) == printed.byteAt(at)) {
      at++;
    }
    String expected = new NetFileText("", printed).found(at);
    return text.failAt(at, "what " + profile.label() + " prints, " + expected);
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

  private static ByteString content(Map<String, ByteString> tree, String name) {
    return tree.getOrDefault(name, ByteString.EMPTY);
  }

  private static File report(String name, ByteString content, boolean opaque) {
    long lines = 0;
    for (int i = 0; i < content.size(); i++) {
      lines += content.byteAt(i) == '\n' ? 1 : 0;
    }
    return new File(name, opaque, content.size(), lines);
  }
}
