package dev.procnet.server.web.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTest {

  @ParameterizedTest
  @CsvSource({
    "plain /text, plain /text",
    "grüße 漢字 😀, grüße 漢字 😀",
    "a\\u0000b, a\u2400b",
    "a\\u000Ab, a\u240Ab",
    "a\\u007Fb, a\u2421b",
    "a\\u0085b, a\uFFFDb",
    "a\\u202Eb, a\uFFFDb",
    "a\\u2066b, a\uFFFDb",
    "a\\u2028b, a\uFFFDb",
    "a\\u200Bb, a\uFFFDb",
  })
  void text_whatCantBeSeen_isReplaced(String escaped, String shown) {
    assertThat(Shown.text(unescape(escaped))).isEqualTo(shown);
  }

  private static String unescape(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("\\u", i)) {
        out.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
        i += 5;
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  @Test
  void tab_stays() {
    assertThat(Shown.text("a\tb")).isEqualTo("a\tb");
  }

  @Test
  void bytes_notUtf8_showAsReplacements() {
    assertThat(Shown.text(ByteString.copyFrom(new byte[] {'a', (byte) 0xFF, (byte) 0xC3, 'b'})))
        .isEqualTo("a\uFFFD\uFFFDb");
  }
}
