package dev.procnet.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bearer tokens (RFC 6750), known by their SHA-256 only. Tokens are random, so that a hash needs no
 * salt and no stretching: there is no list of likely ones to try.
 */
public final class Tokens {

  static final Tokens NONE = new Tokens(List.of());

  private static final Pattern LINE = Pattern.compile("(\\S+)\\s+([0-9a-fA-F]{64})");

  private final List<Entry> entries;

  private Tokens(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  private record Entry(String name, String hash) {
    byte[] bytes() {
      return BaseEncoding.base16().lowerCase().decode(hash);
    }
  }

  /**
   * Reads a file: a line {@code NAME SHA256} each, empty lines and those that begin with # aside.
   *
   * @param file its name
   * @param problems told of each line that is wrong
   */
  static Tokens parse(String file, String text, Consumer<String> problems) {
    List<Entry> entries = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String stripped = line.strip();
      if (!stripped.isEmpty() && !stripped.startsWith("#")) {
        String place = file + ":" + number + ": ";
        add(stripped, entries, problem -> problems.accept(place + problem));
      }
    }
    return new Tokens(entries);
  }

  private static void add(String line, List<Entry> entries, Consumer<String> problems) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      // Not the line itself: someone may have written the token there.
      problems.accept("expected 'NAME SHA256', the hash as 64 hexadecimal digits");
      return;
    }
    Entry entry = new Entry(parts.group(1), parts.group(2).toLowerCase(java.util.Locale.ROOT));
    if (entries.stream().anyMatch(other -> other.hash().equals(entry.hash()))) {
      problems.accept("the hash of '" + entry.name() + "' is there again");
    } else {
      entries.add(entry);
    }
  }

  /**
   * Whose token it is. All are compared, each in a time that does not depend on where it differs.
   */
  Optional<String> nameOf(String token) {
    byte[] hash = Hashing.sha256().hashString(token, UTF_8).asBytes();
    Optional<String> found = Optional.empty();
    for (Entry entry : entries) {
      if (MessageDigest.isEqual(hash, entry.bytes())) {
        found = Optional.of(entry.name());
      }
    }
    return found;
  }
}
