package dev.procnet.server.stack;

/**
 * A table of packet filtering, or an extension that rules of it can use: a row of {@code
 * ip_tables_names}, {@code ip6_tables_matches} and so on. net/netfilter/x_tables.c
 * xt_table_seq_show, xt_match_seq_show, xt_target_seq_show.
 *
 * @param family whose file it is in. Key
 * @param kind likewise. Key
 * @param name 1 to 31 printable ASCII characters, no blanks. Key
 * @param instance which of those of the same name, the oldest 0: extensions have revisions. Key
 */
public record XtablesName(Family family, Kind kind, String name, int instance) implements Entry {

  /** XT_TABLE_MAXNAMELEN less its NUL. */
  private static final int MAX_NAME = 31;

  private static final int MAX_INSTANCE = 0xFFFF;

  /** A family that has tables of its own. */
  public enum Family {
    IPV4("ip"),
    IPV6("ip6"),
    ARP("arp");

    private final String prefix;

    Family(String prefix) {
      this.prefix = prefix;
    }

    /** As in names of files. */
    public String prefix() {
      return prefix;
    }
  }

  /** What has the name. */
  public enum Kind {
    TABLE("names"),
    MATCH("matches"),
    TARGET("targets");

    private final String suffix;

    Kind(String suffix) {
      this.suffix = suffix;
    }

    /** As in names of files. */
    public String suffix() {
      return suffix;
    }
  }

  public XtablesName {
    Names.word("name", name, MAX_NAME);
    Checks.inRange("instance", instance, 0, kind == Kind.TABLE ? 0 : MAX_INSTANCE);
  }

  @Override
  public Section<XtablesName> section() {
    return Section.XTABLES_NAMES;
  }

  @Override
  public Object key() {
    return this;
  }
}
