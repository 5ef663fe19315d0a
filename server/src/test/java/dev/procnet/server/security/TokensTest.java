package dev.procnet.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TokensTest {

  private final List<String> problems = new ArrayList<>();

  @Test
  void nameOf_tokensOfTheList_areKnown() {
    Tokens tokens =
        parse(
            "# new and old\nlab "
                + hash("s3cret")
                + "\n\nlab "
                + hash("old").toUpperCase(Locale.ROOT)
                + "\n");

    assertThat(problems).isEmpty();
    assertThat(tokens.nameOf("s3cret")).contains("lab");
    assertThat(tokens.nameOf("old")).contains("lab");
    assertThat(tokens.nameOf("s3cre")).isEmpty();
    assertThat(tokens.nameOf("")).isEmpty();
    assertThat(tokens.nameOf(hash("s3cret"))).isEmpty();
  }

  @Test
  void parse_wrongLine_isNamedAndNotShown() {
    parse("lab " + hash("x") + "\nlab plain-token\nother " + hash("x") + "\n");

    assertThat(problems)
        .containsExactly(
            "f:2: expected 'NAME SHA256', the hash as 64 hexadecimal digits",
            "f:3: the hash of 'other' is there again");
  }

  private Tokens parse(String text) {
    return Tokens.parse("f", text, problems::add);
  }

  private static String hash(String token) {
    return Hashing.sha256().hashString(token, UTF_8).toString();
  }
}
