package dev.procnet.server.robust;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What clients did to one stack and what they were told, checked against a model that does it in
 * the order of revisions: each batch is there once, at the revision that it was answered with; a
 * read shows the model at its revision; what begins after another was answered comes after it.
 */
final class History {

  /**
   * State of the model.
   *
   * @param neighbors link-layer addresses by address
   * @param sockets how many listen over IPv4
   * @param sockets6 how many listen over IPv6
   * @param batches how many were applied
   */
  record Model(Map<String, String> neighbors, int sockets, int sockets6, long batches) {

    static final Model EMPTY = new Model(Map.of(), 0, 0, 0);

    Model {
      neighbors = Map.copyOf(neighbors);
    }

    Model after(Change change) {
      Map<String, String> next = new TreeMap<>(neighbors);
      change.puts().forEach(next::put);
      change.deletes().forEach(next::remove);
      return new Model(next, sockets + change.sockets(), sockets6 + change.sockets6(), batches + 1);
    }
  }

  /** What a batch does to the model. */
  record Change(Map<String, String> puts, List<String> deletes, int sockets, int sockets6) {}

  /**
   * A batch.
   *
   * @param expected it was to be applied at this revision only; 0: at any
   * @param revision that it was answered with; 0: refused, as the revision was another one
   * @param begun time before it was sent first, nanoseconds
   * @param answered time after its answer, nanoseconds
   */
  record Write(
      String name, Change change, long expected, long revision, long begun, long answered) {}

  /** A read of several files at one revision. */
  record Read(Model seen, long revision, long begun, long answered) {}

  /** What a watcher made of all it was told up to a revision. */
  record Watched(int watcher, long revision, Map<String, String> neighbors) {}

  private final long first;
  private final ConcurrentLinkedQueue<Write> writes = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Read> reads = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Watched> watched = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

  /** One that begins after this revision. */
  History(long first) {
    this.first = first;
  }

  void add(Write write) {
    writes.add(write);
  }

  void add(Read read) {
    reads.add(read);
  }

  void add(Watched seen) {
    watched.add(seen);
  }

  void addWrong(String what) {
    wrong.add(what);
  }

  int applied() {
    return (int) writes.stream().filter(write -> write.revision() > 0).count();
  }

  int refused() {
    return writes.size() - applied();
  }

  int reads() {
    return reads.size();
  }

  int watched() {
    return watched.size();
  }

  /**
   * What does not fit the model. Empty: all does.
   *
   * @param last the stack's revision after all of it
   */
  List<String> check(long last) {
    List<String> found = new ArrayList<>(wrong);
    NavigableMap<Long, Write> byRevision = new TreeMap<>();
    for (Write write : writes) {
      Write other = write.revision() == 0 ? null : byRevision.put(write.revision(), write);
      if (other != null) {
        found.add("one revision for two: " + other + " and " + write);
      }
    }
    Map<Long, Model> models = models(byRevision, last, found);
    reads.stream()
        .filter(read -> !read.seen().equals(models.get(read.revision())))
        .forEach(read -> found.add(read + " but the model is " + models.get(read.revision())));
    watched.stream()
        .filter(seen -> !neighbors(models, seen.revision()).equals(seen.neighbors()))
        .forEach(seen -> found.add(seen + " but the model is " + models.get(seen.revision())));
    checkExpected(byRevision, found);
    checkOrder(byRevision, found);
    return found;
  }

  private static Map<String, String> neighbors(Map<Long, Model> models, long revision) {
    return models.getOrDefault(revision, Model.EMPTY).neighbors();
  }

  private Map<Long, Model> models(
      NavigableMap<Long, Write> byRevision, long last, List<String> found) {
    Map<Long, Model> models = new TreeMap<>();
    Model model = Model.EMPTY;
    models.put(first, model);
    for (long revision = first + 1; revision <= last; revision++) {
      Write write = byRevision.get(revision);
      if (write == null) {
        found.add("revision " + revision + " is nobody's: a batch was applied twice");
        continue;
      }
      model = model.after(write.change());
      models.put(revision, model);
    }
    byRevision.tailMap(last, false).values().forEach(write -> found.add("lost: " + write));
    return models;
  }

  /** A batch for one revision is the next one, or refused as another was before its answer. */
  private void checkExpected(NavigableMap<Long, Write> byRevision, List<String> found) {
    for (Write write : writes) {
      if (write.expected() == 0) {
        continue;
      }
      Write next = byRevision.get(write.expected() + 1);
      boolean fits = write.equals(next) || (write.revision() == 0 && isBefore(next, write));
      if (!fits) {
        found.add("expected another revision: " + write + ", the next is " + next);
      }
    }
  }

  private static boolean isBefore(@Nullable Write next, Write refused) {
    return next != null && next.begun() < refused.answered();
  }

  /** One that begins after others were answered has a revision not before theirs. */
  private void checkOrder(NavigableMap<Long, Write> byRevision, List<String> found) {
    List<Timed> begun = new ArrayList<>();
    byRevision
        .values()
        .forEach(
            write ->
                begun.add(new Timed(write, write.revision(), write.begun(), write.answered())));
    for (Read read : reads) {
      begun.add(new Timed(read, read.revision(), read.begun(), read.answered()));
      Write source = byRevision.get(read.revision());
      if (source != null && source.begun() > read.answered()) {
        found.add("read before it was written: " + read + " of " + source);
      }
    }
    List<Timed> answered = new ArrayList<>(begun);
    begun.sort(Comparator.comparingLong(Timed::begun));
    answered.sort(Comparator.comparingLong(Timed::answered));
    long newest = first;
    int next = 0;
    for (Timed each : begun) {
      while (answered.get(next).answered() < each.begun()) {
        newest = Math.max(newest, answered.get(next++).revision());
      }
      boolean late =
          each.what() instanceof Write ? each.revision() > newest : each.revision() >= newest;
      if (!late) {
        found.add("begun after revision " + newest + " was answered: " + each.what());
      }
    }
  }

  private record Timed(Object what, long revision, long begun, long answered) {}
}
