package dev.procnet.server.web.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.netfile.Rows;
import org.junit.jupiter.api.Test;

class TextWindowTest {

  private static TextWindow read(String text, int head, int from, int limit) {
    return TextWindow.read(Rows.of(ByteString.copyFromUtf8(text)), head, from, limit);
  }

  @Test
  void lines_areCountedWithoutHead() {
    TextWindow window = read("head\na\nb\nc\nd\n", 1, 1, 2);

    assertThat(window.head()).containsExactly("head");
    assertThat(window.lines()).containsExactly("b", "c");
    assertThat(window.count()).isEqualTo(4);
    assertThat(window.bytes()).isEqualTo(13);
    assertThat(window.cut()).isFalse();
  }

  @Test
  void lastLine_withoutEnd_isALine() {
    assertThat(read("a\n\nb", 0, 0, 10).lines()).containsExactly("a", "", "b");
  }

  @Test
  void empty_hasNoLine() {
    TextWindow window = read("", 1, 0, 10);

    assertThat(window.head()).isEmpty();
    assertThat(window.lines()).isEmpty();
    assertThat(window.count()).isZero();
  }

  @Test
  void hugeLine_isCutAndTold() {
    TextWindow window = read("x".repeat(1 << 20) + "\ny\n", 0, 0, 10);

    assertThat(window.lines()).hasSize(2).last().isEqualTo("y");
    assertThat(window.lines().getFirst()).hasSize(8 * 1024);
    assertThat(window.cut()).isTrue();
    assertThat(read("x".repeat(1 << 20) + "\ny\n", 0, 1, 10).cut()).isFalse();
  }

  @Test
  void linesAcrossPieces_areWhole() {
    String line = "z".repeat(100);
    TextWindow window = read((line + "\n").repeat(5000), 0, 4000, 1000);

    assertThat(window.lines()).hasSize(1000).allMatch(line::equals);
  }
}
