package dev.procnet.client.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** What tests left behind, named at the end of the run, as JUnit closes it. */
final class Leaks implements AutoCloseable {

  private final List<String> found = new CopyOnWriteArrayList<>();

  /** That of the whole run. */
  static Leaks of(Store root) {
    synchronized (Leaks.class) {
      Leaks leaks = root.get(Leaks.class, Leaks.class);
      if (leaks == null) {
        leaks = new Leaks();
        root.put(Leaks.class, leaks);
      }
      return leaks;
    }
  }

  void add(String leak) {
    found.add(leak);
  }

  @Override
  public void close() {
    found.forEach(leak -> System.err.println("procnet: " + leak));
  }
}
