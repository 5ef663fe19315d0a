package dev.procnet.server.stack;

import org.jspecify.annotations.Nullable;

/**
 * A connection that the helper of another one expects: a row of {@code nf_conntrack_expect}.
 * net/netfilter/nf_conntrack_expect.c exp_seq_show.
 *
 * @param timeout seconds to expiry; null: it does not expire
 * @param protocol IANA number, 0 to 255. Key
 * @param tuple what it is to look like; ports that do not matter are 0. Key
 * @param helper whose it is, and its class behind a slash: {@code ftp}, {@code sip/signalling};
 *     empty: none
 */
public record Expectation(
    @Nullable Long timeout,
    int protocol,
    ConnectionTuple tuple,
    boolean permanent,
    boolean inactive,
    boolean userspace,
    String helper)
    implements Entry {

  /** Two names of NF_CT_HELPER_NAME_LEN, 16, and the slash. */
  private static final int MAX_HELPER = 31;

  /** What tells expectations apart. */
  public record Key(int protocol, ConnectionTuple tuple) {}

  public Expectation {
    Connection.checkTuple("tuple", protocol, tuple);
    Checks.check(
        Names.isPrintable(helper) && helper.length() <= MAX_HELPER && !helper.startsWith(" "),
        "helper",
        "is '" + helper + "', expected at most 31 printable ASCII characters");
  }

  @Override
  public Section<Expectation> section() {
    return Section.EXPECTATIONS;
  }

  /** The same, at another time. */
  public Expectation withTimeout(@Nullable Long newTimeout) {
    return new Expectation(newTimeout, protocol, tuple, permanent, inactive, userspace, helper);
  }

  @Override
  public Key key() {
    return new Key(protocol, tuple);
  }
}
