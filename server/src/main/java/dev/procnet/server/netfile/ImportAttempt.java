package dev.procnet.server.netfile;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.CapturedFiles;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A tree taken for one of a certain system: which of its files are not of it, and the state that
 * the others make.
 *
 * <p>Nothing of a rejected file is in the state but its bytes. So the state is made anew without
 * it, until all that is left is as that system prints it.
 */
final class ImportAttempt {

  private final NetFiles netFiles;
  private final Map<String, ByteString> tree;
  private final Profile profile;
  private final Map<String, NetFileException> rejected = new LinkedHashMap<>();
  private final Snapshot state;

  ImportAttempt(NetFiles netFiles, Map<String, ByteString> tree, Profile profile) {
    this.netFiles = netFiles;
    this.tree = tree;
    this.profile = profile;
    Snapshot made = make();
    while (made == null) {
      made = make();
    }
    this.state = made;
  }

  /** What the other files make. The rejected ones are in it as they were captured. */
  Snapshot state() {
    return state;
  }

  /** Where a file is not as the system prints it, by name. */
  Map<String, NetFileException> rejected() {
    return rejected;
  }

  /** The file is kept as it was captured. */
  boolean isOpaque(String name) {
    return rejected.containsKey(name) || (netFiles.modelled(name) == null && !Sysctls.isName(name));
  }

  /** The state; null: further files were rejected on the way. */
  private @Nullable Snapshot make() {
    Map<String, NetFileText> texts = new LinkedHashMap<>();
    netFiles.modelled(tree.keySet()).stream()
        .map(NetFile::name)
        .filter(name -> !rejected.containsKey(name))
        .forEach(name -> texts.put(name, new NetFileText(name, content(tree, name))));
    SnapshotBuilder builder = new SnapshotBuilder(profile);
    if (reject(parse(texts, builder))) {
      return null;
    }
    boolean ipv6 = tree.keySet().stream().anyMatch(netFiles::isIpv6Only);
    builder.settings(settings -> settings.withFiles(!tree.isEmpty(), ipv6));
    Snapshot made = withFiles(builder.build(), texts.keySet());
    return reject(compare(texts, made)) ? null : made;
  }

  private boolean reject(List<NetFileException> errors) {
    errors.forEach(error -> rejected.put(error.file(), error));
    return !errors.isEmpty();
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
  private Snapshot withFiles(Snapshot made, Set<String> modelled) {
    Map<String, ByteString> opaque = new TreeMap<>(tree);
    opaque.keySet().removeAll(modelled);
    Map<String, ByteString> sysctls = Sysctls.of(tree);
    opaque.keySet().removeIf(Sysctls::isName);
    return made.with(
            new CapturedFiles(opaque, netFiles.absent(made, tree.keySet()), !sysctls.isEmpty()))
        .withSysctls(sysctls);
  }

  private List<NetFileException> compare(Map<String, NetFileText> texts, Snapshot made) {
    List<NetFileException> errors = new ArrayList<>();
    for (NetFile file : netFiles.modelled(texts.keySet())) {
      ByteString printed = netFiles.open(made, file.name(), Reader.ROOT).readAll();
      NetFileException difference = difference(text(texts, file), printed);
      if (difference != null) {
        errors.add(difference);
      }
    }
    return errors;
  }

  private @Nullable NetFileException difference(NetFileText text, ByteString printed) {
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
    return text.failAt(text.placeOf(at), "what " + profile.label() + " prints, " + expected);
  }

  // Asked only for files that are in it.
  private static NetFileText text(Map<String, NetFileText> texts, NetFile file) {
    return java.util.Objects.requireNonNull(texts.get(file.name()));
  }

  static ByteString content(Map<String, ByteString> tree, String name) {
    return tree.getOrDefault(name, ByteString.EMPTY);
  }
}
