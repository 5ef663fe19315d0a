package dev.procnet.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.CharMatcher;
import com.google.common.net.InetAddresses;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A bearer token (RFC 6750, section 2.1) in a file of its own, so that no command line shows it.
 */
final class TokenFile {

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final CharMatcher VISIBLE = CharMatcher.inRange('!', '~');

  private TokenFile() {}

  /**
   * Sends the token of a file with each call.
   *
   * @throws IllegalArgumentException if the file can't be read or has no token in one line, or if
   *     the token would go without TLS to another machine
   */
  static ClientInterceptor interceptor(Path file, ServerAddress server, boolean tls) {
    if (!tls && !isOfThisMachine(server)) {
      throw new IllegalArgumentException(
          file + ": a token is not sent without TLS to " + server + ", only to a loopback address");
    }
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + read(file));
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }

  private static boolean isOfThisMachine(ServerAddress server) {
    return !(server instanceof ServerAddress.Tcp tcp)
        || tcp.host().equals("localhost")
        || (InetAddresses.isInetAddress(tcp.host())
            && InetAddresses.forString(tcp.host()).isLoopbackAddress());
  }

  /** What is wrong is told without a word of what is in the file. */
  private static String read(Path file) {
    List<String> lines = lines(file);
    if (lines.size() != 1 || lines.get(0).isBlank()) {
      String found = lines.stream().allMatch(String::isBlank) ? "none" : lines.size() + " lines";
      throw new IllegalArgumentException(file + ": one line with a token expected, found " + found);
    }
    String token = lines.get(0).strip();
    if (!VISIBLE.matchesAllOf(token)) {
      throw new IllegalArgumentException(
          file + ": a token of visible ASCII characters expected, found others or blanks");
    }
    return token;
  }

  private static List<String> lines(Path file) {
    try {
      return new String(Files.readAllBytes(file), UTF_8).lines().toList();
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + ": no such file", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + ": can't be read: " + e.getMessage(), e);
    }
  }
}
