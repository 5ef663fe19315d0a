package dev.procnet.server.rpc;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Page tokens: what the next page needs to know, signed with a key of this process together with
 * what it must be asked with. So a token that was changed, comes from another server or belongs to
 * another list is refused, and holds no secrets.
 */
@Singleton
final class PageTokens {

  private static final int SIGNATURE = 16;

  private final HashFunction signer;

  @Inject
  PageTokens() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    this.signer = Hashing.hmacSha256(key);
  }

  /**
   * @param content what the next page needs to know
   * @param context what it must be asked with: method, stack, filter
   */
  String seal(byte[] content, byte[]... context) {
    byte[] sealed = Arrays.copyOf(content, content.length + SIGNATURE);
    System.arraycopy(sign(content, context), 0, sealed, content.length, SIGNATURE);
    return BaseEncoding.base64Url().omitPadding().encode(sealed);
  }

  /**
   * The content of a token.
   *
   * @throws ProcnetException PAGE_TOKEN_INVALID
   */
  byte[] open(String token, byte[]... context) {
    byte[] sealed = decode(token);
    if (sealed.length < SIGNATURE) {
      throw invalid();
    }
    byte[] content = Arrays.copyOf(sealed, sealed.length - SIGNATURE);
    byte[] signature = Arrays.copyOfRange(sealed, content.length, sealed.length);
    if (!MessageDigest.isEqual(signature, sign(content, context))) {
      throw invalid();
    }
    return content;
  }

  private byte[] sign(byte[] content, byte[]... context) {
    Hasher hasher = signer.newHasher();
    for (byte[] part : context) {
      hasher.putInt(part.length).putBytes(part);
    }
    return Arrays.copyOf(hasher.putBytes(content).hash().asBytes(), SIGNATURE);
  }

  private static byte[] decode(String token) {
    if (!BaseEncoding.base64Url().omitPadding().canDecode(token)) {
      throw invalid();
    }
    return BaseEncoding.base64Url().omitPadding().decode(token);
  }

  private static ProcnetException invalid() {
    return ProcnetException.of(
        Reason.PAGE_TOKEN_INVALID,
        "page_token is not one of this server for this list and filter, expected the"
            + " next_page_token of the page before");
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
