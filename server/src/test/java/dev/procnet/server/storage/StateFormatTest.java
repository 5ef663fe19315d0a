package dev.procnet.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.procnet.server.netfile.Corpus;
import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.Reader;
import dev.procnet.server.netfile.StatisticsLog;
import dev.procnet.server.netfile.TreeImporter;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StateFormatTest {

  private final StateFormat format = new StateFormat();
  private final NetFiles netFiles = new NetFiles(new StatisticsLog());
  private final TreeImporter importer = new TreeImporter(netFiles);

  static List<Corpus.Tree> trees() {
    return Corpus.trees();
  }

  @ParameterizedTest
  @MethodSource("trees")
  void read_writtenState_isTheSame(Corpus.Tree tree) {
    Snapshot state = importer.importTree(tree.files(), null).state();

    Snapshot read = format.read(format.write(state));

    assertThat(SnapshotImage.of(read))
        .usingRecursiveComparison()
        .isEqualTo(SnapshotImage.of(state));
    for (Section<?> section : Section.ALL) {
      assertThat((Object) read.table(section).order())
          .as("order of %s", section)
          .isEqualTo(state.table(section).order());
    }
    for (NetFiles.Entry file : netFiles.list(state)) {
      assertThat(netFiles.open(read, file.name(), Reader.ROOT).readAll())
          .as(file.name())
          .isEqualTo(netFiles.open(state, file.name(), Reader.ROOT).readAll());
    }
  }

  @Test
  void read_otherBytes_isRefused() {
    assertThatThrownBy(() -> format.read(ByteString.copyFromUtf8("123")))
        .isInstanceOf(ProcnetException.class)
        .hasMessageStartingWith("a state is not as this version writes them: ");
  }
}
