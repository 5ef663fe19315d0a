package dev.procnet.server.stack;

/**
 * A receiver of messages of the kernel connector: a row of {@code connector}.
 * drivers/connector/connector.c cn_proc_show.
 *
 * @param name 1 to 31 printable ASCII characters, the first and the last no blank
 * @param index of its id, unsigned. Key, with {@code value}
 * @param value of its id, unsigned. Key
 */
public record Connector(String name, int index, int value) implements Entry {

  /** CN_CBQ_NAMELEN less its NUL. */
  private static final int MAX_NAME = 31;

  public Connector {
    Checks.inRange("name", name.length(), 1, MAX_NAME);
    Checks.check(
        name.chars().allMatch(c -> c >= ' ' && c < 0x7F) && name.strip().equals(name),
        "name",
        "is '" + name + "', expected printable ASCII, no blank first or last");
  }

  @Override
  public Section<Connector> section() {
    return Section.CONNECTORS;
  }

  @Override
  public Key key() {
    return new Key(index, value);
  }

  /** What tells it from others. */
  public record Key(int index, int value) {}
}
