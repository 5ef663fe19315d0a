package dev.procnet.server.netfile;

/** On whose behalf the page is made that this thread works for. */
public final class PageReader {

  private static final ScopedValue<Reader> READER = ScopedValue.newInstance();

  private PageReader() {}

  /** {@link Reader#ROOT}, unless pages are made for another. */
  public static Reader current() {
    return READER.orElse(Reader.ROOT);
  }

  /**
   * Makes a page for a reader.
   *
   * @param <X> what the work may throw
   */
  public static <X extends Exception> void with(Reader reader, Work<X> work) throws X {
    ScopedValue.where(READER, reader)
        .call(
            () -> {
              work.run();
              return true;
            });
  }

  /**
   * Makes a page.
   *
   * @param <X> what it may throw
   */
  @FunctionalInterface
  public interface Work<X extends Exception> {

    void run() throws X;
  }
}
