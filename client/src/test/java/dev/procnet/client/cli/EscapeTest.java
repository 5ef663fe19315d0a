package dev.procnet.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EscapeTest {

  @Property
  void unescapeUnixPath_ofEscaped_isTheSame(@ForAll byte[] path) {
    ByteString bytes = ByteString.copyFrom(path);

    assertThat(Escape.unescapeUnixPath(Escape.unixPath(bytes))).isEqualTo(bytes);
  }

  @Property
  void bytes_any_haveNoControlCharacters(@ForAll byte[] bytes) {
    assertThat(Escape.bytes(ByteString.copyFrom(bytes)).codePoints())
        .noneMatch(Character::isISOControl)
        .noneMatch(c -> c == '\uFFFD');
  }

  @Property
  void text_any_hasNoControlCharacters(@ForAll String text) {
    assertThat(Escape.text(text).codePoints()).noneMatch(Character::isISOControl);
  }

  @Test
  void unescapeUnixPath_badEscape_namesThePlace() {
    assertThatThrownBy(() -> Escape.unescapeUnixPath("ab\\xg0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at character 3");
  }
}
