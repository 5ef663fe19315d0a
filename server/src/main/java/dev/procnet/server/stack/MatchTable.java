package dev.procnet.server.stack;

/**
 * A table that rules of packet filtering look addresses up in: a file of {@code xt_recent}, {@code
 * ipt_hashlimit} or {@code ip6t_hashlimit}, which is there even where it is empty. net/netfilter/
 * xt_recent.c recent_mt_check, xt_hashlimit.c htable_create.
 *
 * @param name of the file. Key, together with the module
 */
public record MatchTable(Module module, String name) implements Entry {

  /** Whose it is. */
  public enum Module {
    RECENT("xt_recent", 199),
    HASHLIMIT_IPV4("ipt_hashlimit", 254),
    HASHLIMIT_IPV6("ip6t_hashlimit", 254);

    private final String directory;
    private final int maxName;

    Module(String directory, int maxName) {
      this.directory = directory;
      this.maxName = maxName;
    }

    /** Of its files, below /proc/net. */
    public String directory() {
      return directory;
    }

    void check(String field, String name) {
      Names.file(field, name, maxName);
    }
  }

  public MatchTable {
    module.check("name", name);
  }

  @Override
  public Section<MatchTable> section() {
    return Section.MATCH_TABLES;
  }

  @Override
  public Object key() {
    return this;
  }
}
