package dev.procnet.server.netfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.netfile.Corpus.Tree;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every captured tree comes back byte for byte. */
class GoldenTest {

  private final NetFiles netFiles = new NetFiles(new StatisticsLog());
  private final TreeImporter importer = new TreeImporter(netFiles);

  static List<Tree> trees() {
    return Corpus.trees();
  }

  @ParameterizedTest
  @MethodSource("trees")
  void export_importedTree_equalsIt(Tree tree) {
    Snapshot state = importer.importTree(tree.files(), null).state();

    assertThat(state.files().opaque()).as("files of %s that are not modelled", tree).isEmpty();
    assertThat(netFiles.list(state).stream().map(NetFiles.Entry::name))
        .containsExactlyInAnyOrderElementsOf(tree.files().keySet());
    for (String name : tree.files().keySet()) {
      assertThat(text(netFiles.open(state, name, Reader.ROOT).readAll()))
          .as("%s of %s", name, tree)
          .isEqualTo(text(tree.masked(name)));
    }
  }

  /** Socket files and routes look the same in both versions of Linux. */
  static List<Tree> tellingTrees() {
    return Corpus.trees().stream().filter(tree -> tree.files().containsKey("protocols")).toList();
  }

  @ParameterizedTest
  @MethodSource("tellingTrees")
  void importTree_unsaidProfile_isThatOfTheTree(Tree tree) {
    Snapshot state = importer.importTree(tree.files(), null).state();

    assertThat(tree.name()).startsWith(state.profile().label() + "/");
  }

  /** Else rows that are added later would stand at the end of their table. */
  @ParameterizedTest
  @MethodSource("tellingTrees")
  void importTree_rowsOfLinux_standInItsOrder(Tree tree) {
    Snapshot state = importer.importTree(tree.files(), null).state();

    for (Section<?> section :
        List.of(Section.INTERFACES, Section.ROUTES, Section.ROUTES6, Section.NEIGHBORS)) {
      assertThat((Object) state.table(section).order())
          .as("order of %s", section)
          .isEqualTo(section.order(state.profile()));
    }
  }

  private static String text(ByteString bytes) {
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
