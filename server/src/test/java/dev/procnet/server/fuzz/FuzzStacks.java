package dev.procnet.server.fuzz;

import com.google.protobuf.ByteString;
import dev.procnet.server.netfile.Corpus;
import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.Reader;
import dev.procnet.server.netfile.StatisticsLog;
import dev.procnet.server.netfile.TreeImporter;
import dev.procnet.server.netfile.TreeImporter.Imported;
import dev.procnet.server.stack.ProcnetException;
import java.util.Map;

/** What fuzzers do with trees: take them, or hear why not. */
final class FuzzStacks {

  private static final NetFiles FILES = new NetFiles(new StatisticsLog());
  private static final TreeImporter IMPORTER = new TreeImporter(FILES);

  private FuzzStacks() {}

  /**
   * Imports a tree. One that is taken must come back as it was; one that is refused must have been
   * refused with a reason.
   */
  static void importTree(Map<String, ByteString> tree) {
    Imported imported;
    try {
      imported = IMPORTER.importTree(tree, null);
    } catch (ProcnetException e) {
      if (String.valueOf(e.getMessage()).isEmpty()) {
        throw new IllegalStateException("refused without a reason", e);
      }
      return;
    }
    for (TreeImporter.File file : imported.files()) {
      ByteString captured = tree.getOrDefault(file.name(), ByteString.EMPTY);
      ByteString printed = FILES.open(imported.state(), file.name(), Reader.ROOT).readAll();
      // Pointers may stand anywhere in what is no kernel's file: those are compared without.
      if (!printed.equals(captured)
          && !Corpus.mask(file.name(), printed).equals(Corpus.mask(file.name(), captured))) {
        throw new IllegalStateException(file.name() + " was taken and comes back changed");
      }
    }
  }
}
